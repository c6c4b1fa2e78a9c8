"""OpenAPI 3.1 from the models that validate: what the documents of all our HTTP contracts have in common."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

JSON = "application/json"
PROBLEM = "application/problem+json"
REQUEST_ID = "X-Request-Id"

Json = dict[str, Any]


def schemas_of(models: Mapping[str, Any], mode: JsonSchemaMode = "validation") -> Json:
    """The components of these models, and of all that they are made of, by name."""
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (name, mode, TypeAdapter(model)) for name, model in models.items()
    ]
    named, shared = TypeAdapter.json_schemas(
        adapters,
        ref_template="#/components/schemas/{model}",
        schema_generator=_WithoutTitles,
    )
    # A model is among the shared schemas, and its own is a reference there; a union's is its own.
    schemas = {name: schema for (name, _), schema in named.items()} | shared.get("$defs", {})
    return dict(sorted(schemas.items()))


def content(schema: str, media_type: str = JSON) -> Json:
    """A body that is as the named component says."""
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


class _WithoutTitles(GenerateJsonSchema):
    """Names are said once, where they stand."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
