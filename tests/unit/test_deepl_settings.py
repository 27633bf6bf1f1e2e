"""The table [deepl] of pubflow.toml, and what the engine is given of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubflow.engines.deepl import DeepLEngine
from pubflow.engines.deepl.engine import FORMALITIES, MODELS, TAG_VERSIONS
from pubflow.errors import ProjectError
from pubflow.project import DeepL, load
from pubflow.workflow.drafting.engines import options_for


def project(tmp_path: Path, text: str, environ: dict[str, str] | None = None):
    (tmp_path / "pubflow.toml").write_text(f"[deepl]\n{text}\n", encoding="utf-8")
    return load(tmp_path, environ or {})


def test_all_of_it_reaches_the_engine(tmp_path):
    made = project(
        tmp_path,
        'server-url = "https://gw.example/deepl"\nca-file = "ca.pem"\nformality = "prefer_more"\n'
        'model-type = "quality_optimized"\ntag-handling = "v1"\nworkspace = "desk"',
    )
    assert made.deepl == DeepL(
        "https://gw.example/deepl", tmp_path / "ca.pem", "prefer_more", "quality_optimized", "v1", "desk"
    )
    options = dict(options_for(made, "deepl"))
    assert options == {
        "server_url": "https://gw.example/deepl",
        "ca_file": str(tmp_path / "ca.pem"),
        "formality": "prefer_more",
        "model_type": "quality_optimized",
        "tag_handling_version": "v1",
        "workspace": "desk",
    }
    DeepLEngine(**options, environ={}).close()


def test_without_the_table_all_is_as_deepl_has_it_and_the_folder_names_the_workspace(tmp_path):
    made = project(tmp_path, "")
    assert made.deepl == DeepL()
    options = dict(options_for(made, "deepl"))
    assert options["workspace"] == tmp_path.name
    DeepLEngine(**options, environ={}).close()
    assert options_for(None, "deepl") == ()


def test_the_environments_address_wins(tmp_path):
    environ = {"PUBFLOW_DEEPL_SERVER_URL": "http://127.0.0.1:1"}
    assert project(tmp_path, 'server-url = "https://a.example"', environ).deepl.server_url == "http://127.0.0.1:1"


@pytest.mark.parametrize("name", ["key", "auth-key", "auth_key"])
def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path, name):
    with pytest.raises(ProjectError, match="a key must not stand in a file") as caught:
        project(tmp_path, f'{name} = "s3cret"')
    assert "DEEPL_AUTH_KEY" in caught.value.hint
    assert "s3cret" not in str(caught.value) + caught.value.hint


def test_a_near_miss_is_told(tmp_path):
    with pytest.raises(ProjectError, match="unknown key “server_url”") as caught:
        project(tmp_path, 'server_url = "https://a.example"')
    assert caught.value.hint == "did you mean “server-url”?"
    assert caught.value.where.endswith("pubflow.toml: [deepl]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('formality = "more"', "“formality” must be one of default, prefer_more, prefer_less"),
        ('model-type = "best"', "“model-type” must be one of quality_optimized"),
        ('tag-handling = "v9"', "“tag-handling” must be one of v1, v2"),
        ("ca-file = 1", "“ca-file” must be a text"),
    ],
)
def test_a_value_that_deepl_does_not_have_is_told_with_those_it_has(tmp_path, text, words):
    with pytest.raises(ProjectError, match=words):
        project(tmp_path, text)


def test_it_is_a_table(tmp_path):
    (tmp_path / "pubflow.toml").write_text('deepl = "yes"\n', encoding="utf-8")
    with pytest.raises(ProjectError, match="“deepl” must be a table"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("key", "values"), [("formality", FORMALITIES), ("model-type", MODELS), ("tag-handling", TAG_VERSIONS)]
)
def test_what_the_settings_take_the_engine_takes(tmp_path, key, values):
    for value in values:
        made = project(tmp_path, f'{key} = "{value}"')
        DeepLEngine(**dict(options_for(made, "deepl")), environ={}).close()
