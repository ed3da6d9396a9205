"""The admin, with our words and our design tokens."""

from django.contrib.admin import AdminSite


class SiteAdmin(AdminSite):
    site_title = "Kinerja"
    site_header = "Kinerja – pengelolaan data"
    index_title = "Pengelolaan data"
    site_url = "/"
