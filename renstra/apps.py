"""The admin site of the project."""

from django.contrib.admin.apps import AdminConfig


class SiteAdminConfig(AdminConfig):
    default_site = "renstra.site.SiteAdmin"
