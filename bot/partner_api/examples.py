"""Examples for the document: what goes in and what comes out. They are run as tests against the real server."""

from typing import Any

PARTNER: dict[str, Any] = {
    "id": "ptn_06EQ2XH2C0001W8B5N2XKQ9M40",
    "name": "Acme",
    "mode": "test",
    "scopes": ["campaigns:read", "campaigns:write", "products:read"],
    "products": ["TD12M"],
    "channels": ["partner"],
    "currency": "CNY",
    "target_maximum_minor": 10000000,
    "campaigns_per_day": 100,
    "campaigns_left_today": 99,
}
CAMPAIGN_TO_OPEN: dict[str, Any] = {
    "product_code": "TD12M",
    "currency": "CNY",
    "target_minor": 1000000,
    "deadline": "2026-03-04T04:00:00Z",
    "debit_amount_types": ["free_amount", "remainder"],
    "member_minimum_minor": 50000,
    "external_reference": "order-1017",
    "metadata": {"branch": "north"},
}
CAMPAIGN: dict[str, Any] = {
    "id": "cmp_06EQ2XH2C0003R6ZD1T7J8V5YG",
    "mode": "test",
    "state": "open",
    "external_reference": "order-1017",
    "metadata": {"branch": "north"},
    "product_code": "TD12M",
    "channel": "partner",
    "currency": "CNY",
    "target_minor": 1000000,
    "pledged_minor": 0,
    "remaining_minor": 1000000,
    "member_count": 0,
    "head_count_max": 200,
    "debit_amount_types": ["free_amount", "remainder"],
    "seat_amounts_minor": [],
    "designated_only": False,
    "member_minimum_minor": 50000,
    "member_maximum_minor": 1000000,
    "multiple_minor": 100,
    "opened_at": "2026-03-01T04:00:00Z",
    "deadline": "2026-03-04T04:00:00Z",
    "closes_at": "2026-03-04T04:00:00Z",
    "funded_at": None,
    "ended_reason": None,
    "terms": {
        "term_months": 12,
        "annual_rate_percent": "2.45",
        "demand_rate_percent": "0.30",
        "tiers": [
            {"from_minor": 5000, "annual_rate_percent": "1.75"},
            {"from_minor": 1000000, "annual_rate_percent": "2.45"},
        ],
        "day_count": "periods",
        "compounding": "none",
        "rounding": "end",
        "early_exit": "demand_rate",
        "maturity_default": "pay_out",
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "link": {
        "url": "https://hecun.example/c/Zx3vYk1Q9mT5b8cW2nR7pA",
        "telegram_url": "https://t.me/hecun_bot?start=c_Zx3vYk1Q9mT5b8cW2nR7pA",
        "short_code": "K7QF-2M9D",
    },
    "deposit_id": None,
}
CANCELLATION: dict[str, Any] = {"reason": "The order was withdrawn."}
PRODUCT: dict[str, Any] = {
    "code": "TD12M",
    "currency": "CNY",
    "term_months": 12,
    "offered": True,
    "permitted": True,
    "minimum_minor": 100000,
    "maximum_minor": 100000000,
    "multiple_minor": 100,
    "member_minimum_minor": 5000,
    "head_count_max": 200,
    "channels": ["partner", "telegram"],
    "tiers": [
        {"from_minor": 5000, "annual_rate_percent": "1.75"},
        {"from_minor": 1000000, "annual_rate_percent": "2.45"},
    ],
    "demand_rate_percent": "0.30",
    "day_count": "periods",
    "rate_guarantee_days": 60,
    "latest_deadline": "2026-04-27T04:00:00Z",
}
QUOTE: dict[str, Any] = {
    "product_code": "TD12M",
    "currency": "CNY",
    "amount_minor": 1000000,
    "annual_rate_percent": "2.45",
    "value_date": "2026-03-01",
    "maturity_date": "2027-03-01",
    "interest_minor": 24500,
    "maturity_minor": 1024500,
}
ENDPOINT_TO_REGISTER: dict[str, Any] = {
    "url": "https://acme.example/hooks",
    "event_types": ["campaign.settled", "payout.paid"],
}
ENDPOINT: dict[str, Any] = {
    "id": "whe_06EQ2Y0AZ8000A2J5W7T4X9P6K",
    "url": "https://acme.example/hooks",
    "event_types": ["campaign.settled", "payout.paid"],
    "state": "active",
    "registered_at": "2026-03-01T04:00:00Z",
}
ENDPOINT_WITH_SECRET: dict[str, Any] = ENDPOINT | {
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
}
DELIVERIES: dict[str, Any] = {
    "data": [
        {
            "id": "dlv_06EQ2Y0AZ8000A2J5W7T4X9P6K",
            "event_id": "evt_06EQ2Y0AZ8000A2J5W7T4X9P6K",
            "type": "campaign.settled",
            "campaign_id": "cmp_06EQ2XH2C0003R6ZD1T7J8V5YG",
            "object_id": "cmp_06EQ2XH2C0003R6ZD1T7J8V5YG",
            "occurred_at": "2026-03-01T06:00:00Z",
            "state": "delivered",
            "attempts": 1,
            "next_attempt_at": None,
            "ended_at": "2026-03-01T06:00:01Z",
            "last_status": 204,
            "last_failure": None,
        }
    ],
    "next_cursor": None,
}
QUOTE_ASKED: dict[str, Any] = {"product_code": "TD12M", "amount_minor": 1000000}
PLEDGE: dict[str, Any] = {
    "id": "plg_06EQ2XM9T00010V7G4K3S1H5QC",
    "member": "S•••",
    "state": "held",
    "debit_amount_type": "free_amount",
    "pledged_at": "2026-03-01T05:12:40Z",
}
PLEDGES: dict[str, Any] = {"data": [PLEDGE]}
DEPOSIT: dict[str, Any] = {
    "id": "dep_06EQ2Y0AZ80009TQ4B6N2C8M1R",
    "campaign_id": "cmp_06EQ2XH2C0003R6ZD1T7J8V5YG",
    "state": "active",
    "product_code": "TD12M",
    "currency": "CNY",
    "principal_minor": 1000000,
    "annual_rate_percent": "2.45",
    "day_count": "periods",
    "value_date": "2026-03-01",
    "maturity_date": "2027-03-01",
    "interest_minor": 24500,
}
CERTIFICATES: dict[str, Any] = {
    "data": [
        {
            "number": "621048271935-001",
            "share_id": "shr_06EQ2Y0AZ8000A2J5W7T4X9P6K",
            "pledge_id": "plg_06EQ2XM9T00010V7G4K3S1H5QC",
            "member": "S•••",
            "state": "active",
            "issued_at": "2026-03-01T06:00:00Z",
        }
    ]
}
PAYOUTS: dict[str, Any] = {
    "data": [
        {
            "id": "pay_06EQ9C1D2R0007M3X5K8Z6B4TN",
            "share_id": "shr_06EQ2Y0AZ8000A2J5W7T4X9P6K",
            "deposit_id": "dep_06EQ2Y0AZ80009TQ4B6N2C8M1R",
            "member": "S•••",
            "cause": "maturity",
            "state": "paid",
            "ordered_at": "2027-03-01T04:00:00Z",
            "paid_at": "2027-03-01T04:00:00Z",
        }
    ],
    "totals": [
        {
            "deposit_id": "dep_06EQ2Y0AZ80009TQ4B6N2C8M1R",
            "count": 3,
            "principal_minor": 1000000,
            "interest_minor": 24500,
            "tax_minor": 0,
            "amount_minor": 1024500,
        }
    ],
}
DESIGNEES: dict[str, Any] = {
    "data": [
        {
            "id": "dsg_06EQ2XH2C0005V9K2W4B7N8T3M",
            "telegram_user_id": None,
            "phone": "•••0001",
            "name": "S•••",
            "state": "opened",
            "designated_at": "2026-03-01T04:00:00Z",
            "opened_at": "2026-03-01T04:02:10Z",
        }
    ]
}
ASKED: dict[str, dict[str, Any]] = {
    "CampaignToOpen": CAMPAIGN_TO_OPEN,
    "Cancellation": CANCELLATION,
    "Designation": {"designees": [{"phone": "+8613800010001", "name": "Sofia from accounting"}]},
    "EndpointToRegister": ENDPOINT_TO_REGISTER,
    "EndpointChange": {"disabled": True},
    "SimulatedPledge": {"amount_minor": 400000},
    "SecretRotation": {"overlap_seconds": 3600},
    "Redelivery": {},
    "QuoteAsked": QUOTE_ASKED,
}
"""What is asked, by the name of its model."""
