"""Addresses for the tests of routes and sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views import View
from django.views.decorators.http import require_POST
from ninja import NinjaAPI

from yichuang.directory.middleware import actor_of
from yichuang.directory.routes import public_route, requires
from yichuang.directory.signing_in import confirm_second_factor, sign_in, sign_out, switch_post

api = NinjaAPI(urls_namespace="directory-tests")


@api.get("/ruled")
@requires("case.read")
def ruled_get(request: HttpRequest) -> dict[str, str]:
    return {"actor": actor_of(request).id}


@api.post("/ruled")
@requires("approval.decide")
def ruled_post(request: HttpRequest) -> dict[str, str]:
    return {}


@api.get("/half")
@public_route
def half_get(request: HttpRequest) -> dict[str, str]:
    return {}


@api.post("/half")
def half_post(request: HttpRequest) -> dict[str, str]:
    return {}


@public_route
def who(request: HttpRequest) -> JsonResponse:
    actor = actor_of(request)
    return JsonResponse({"id": actor.id, "post": actor.post, "second_factor": actor.second_factor})


@require_POST
@requires("case.read", "look.own")
def either(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@requires("approval.decide")
def decide(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@requires("case.read")
class Page(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("must never be seen")


@public_route
def enter(request: HttpRequest) -> HttpResponse:
    given = request.POST
    sign_in(
        request,
        login_name=given["name"],
        password=given["password"],
        code=given.get("code", ""),
    )
    return HttpResponse("in")


@public_route
def leave(request: HttpRequest) -> HttpResponse:
    sign_out(request)
    return HttpResponse("out")


@public_route
def second(request: HttpRequest) -> HttpResponse:
    confirm_second_factor(request, code=request.POST["code"])
    return HttpResponse("in")


@public_route
def post(request: HttpRequest) -> HttpResponse:
    switch_post(request, request.POST["post"])
    return HttpResponse("in")


urlpatterns = [
    path("who", who),
    path("enter", enter),
    path("leave", leave),
    path("second", second),
    path("post", post),
    path("either", either),
    path("decide", decide),
    path("page", Page.as_view()),
    path("forgotten", forgotten),
    path("library/", include([path("thing", forgotten)])),
]
urlpatterns.append(path("api/", api.urls))
