"""Coming in and going out, for the public and for staff; the names the whole house uses."""

from __future__ import annotations

from django.urls import path

from .views import entry

app_name = "directory"

urlpatterns = [
    path("sign-in/", entry.sign_in_page, name="sign_in"),
    path("sign-in/code/", entry.second_factor, name="second_factor"),
    path("sign-in/post/", entry.change_post, name="change_post"),
    path("sign-out/", entry.leave, name="sign_out"),
]
