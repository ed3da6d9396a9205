"""The second step of signing in ("verifikasi dua langkah"): a code from a phone, or a backup code."""
