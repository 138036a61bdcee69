"""The ledger: money moves only as a transfer from one account to another, so the books balance by construction.

What is a deposit stands on an account of its own that belongs to the owner, not to us (RN-12). Fees taken on the job or
at the desk are receipted here (RP-10, RC-09). Nothing is updated or deleted: a mistake is reversed once, by another
transfer. The database itself refuses what would not add up (mechanics: ledger).

How another room uses it, in the transaction of its own act:

    account = public.open_held(work, community_id, household_id=household_id, subject_id=renovation_id)
    receipt = public.take(work, account, public.Taking(50_000, PayMethod.CASH, f"deposit:{renovation_id}"))
    public.balance_of(work.session, account)  # 50_000
    both = public.TwoPeople(proposed_by_id=…, approved_by_id=…)  # never the same person
    public.deduct(work, account, 20_000, both, cause=f"deduction:{notice_id}")  # this part becomes ours
    refund = public.begin_refund(work, account, 30_000, PayMethod.BANK_TRANSFER, both, cause=f"refund:{renovation_id}")
    public.complete_refund(work, refund.id)  # the bank paid it out; or fail_refund: it is held again
"""
