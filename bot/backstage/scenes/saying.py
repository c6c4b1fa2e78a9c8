"""Words for who plays, in the languages of the sandbox's page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saying:
    """The same in English and in Chinese."""

    en: str
    zh_hans: str

    def filled(self, **values: object) -> "Saying":
        """With `{placeholders}` filled in."""
        return Saying(self.en.format(**values), self.zh_hans.format(**values))

    def as_json(self) -> dict[str, str]:
        return {"en": self.en, "zh-hans": self.zh_hans}
