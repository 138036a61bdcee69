import { createFileRoute } from "@tanstack/react-router";
import { BankPage } from "../../areas/ledger/bank-page.tsx";

export const Route = createFileRoute("/_console/ledger/bank")({ component: BankPage });
