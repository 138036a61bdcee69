"""What a gate says of each thing that is missing, in both languages."""

from typing import Final

from shouwen.areas.renovations.gate_rules import Missing
from shouwen.areas.renovations.schemas import MissingOut
from shouwen.kit.problem import FieldError, Lang

_WORDS: Final[dict[Missing, tuple[str, str]]] = {
    Missing.APPLICATION_FORM: ("缺装修申报表", "The application form"),
    Missing.AGREEMENT: ("缺装饰装修管理协议", "The decoration agreement"),
    Missing.FIRE_LETTER: ("缺防火责任书", "The fire-safety letter"),
    Missing.LEAK_LETTER: ("缺防渗漏责任书", "The leak-prevention letter"),
    Missing.DRAWINGS: ("缺装修图纸", "The drawings"),
    Missing.SIGNED_OPINIONS: ("缺业主与施工单位签署的意见", "The opinions signed by tenant and contractor"),
    Missing.CONTRACTOR: ("未登记施工单位", "The contractor"),
    Missing.CONTRACTOR_LICENCE: ("缺施工单位资质证书", "The contractor's licence"),
    Missing.CONTRACTOR_EXPIRED: ("施工单位资质已过期", "A licence of the contractor that has not expired"),
    Missing.AUTHORITY_LETTER: ("缺业主授权委托书", "The owner's letter of authority"),
    Missing.AUTHORITY_EXPIRED: ("授权委托书已过期", "A letter of authority that has not expired"),
    Missing.DEPOSIT: ("押金未交足", "The deposit"),
    Missing.PERMIT_OVER: ("施工期限已过，请先延期", "A term that is not over: extend it first"),
    Missing.PROTECTION: ("未确认成品保护", "Protection of lifts and corridors, checked before the start"),
    Missing.REQUEST: ("业主尚未申请验收", "The owner's request for acceptance"),
    Missing.RECTIFICATION: ("有违规尚未整改完毕", "Rectification of what is still open"),
    Missing.FIRE_ACCEPTANCE: ("缺消防验收资料", "The fire acceptance"),
    Missing.PASSES_OUT: ("有出入证尚未收回", "Passes that are still out"),
    Missing.INITIAL_ACCEPTANCE: ("未通过初验", "The initial acceptance"),
    Missing.FINAL_ACCEPTANCE: ("未通过终验", "The final acceptance"),
    Missing.OBJECTION: ("有扣款异议尚未裁定", "A decision on the owner's objection"),
    Missing.SETTLEMENT: ("尚未结算", "The settlement"),
}


def errors_of(found: list[Missing]) -> list[FieldError]:
    """What is missing, as the `errors` of a problem."""
    return [FieldError("", one.value, *_WORDS[one]) for one in found]


def told(found: list[Missing], lang: Lang) -> list[MissingOut]:
    """What is missing, as an answer tells it."""
    return [{"code": one, "message": _WORDS[one][1 if lang == "en" else 0]} for one in found]
