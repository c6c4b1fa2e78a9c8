"""What the house bank permits an account of each class unless told otherwise (after PBoC Yinfa [2015] No. 392)."""

from core.domain.account import AccountClass, DebitAmountType, DebitPurpose

_EVERY_TYPE = frozenset(DebitAmountType)

USUAL_AMOUNT_TYPES: dict[AccountClass, frozenset[DebitAmountType]] = {
    AccountClass.I: _EVERY_TYPE,
    AccountClass.II: _EVERY_TYPE,
    AccountClass.III: frozenset({DebitAmountType.FREE_AMOUNT}),
}
# The rules limit payments of class II to ¥10,000 a day and of class III to ¥2,000; buying deposits of one's own bank
# is not limited for class II, so the bank sets a generous limit of its own.
USUAL_DAY_LIMITS_MINOR: dict[AccountClass, tuple[tuple[DebitPurpose, int], ...]] = {
    AccountClass.I: (),
    AccountClass.II: ((DebitPurpose.TERM_DEPOSIT, 200_000_00), (DebitPurpose.TRANSFER, 10_000_00)),
    AccountClass.III: ((DebitPurpose.TRANSFER, 2_000_00),),
}
