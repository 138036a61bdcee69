// The source of truth for every text on the screen; en.ts must have the same shape. For types and tests:
// a screen that imports this at runtime would load the texts of every room.
import { everywhere } from "./everywhere.zh-CN.ts";
import { texts as answers } from "./rooms/answers.zh-CN.ts";
import { texts as board } from "./rooms/board.zh-CN.ts";
import { texts as calendar } from "./rooms/calendar.zh-CN.ts";
import { texts as callbacks } from "./rooms/callbacks.zh-CN.ts";
import { texts as defects } from "./rooms/defects.zh-CN.ts";
import { texts as delivery } from "./rooms/delivery.zh-CN.ts";
import { texts as drafts } from "./rooms/drafts.zh-CN.ts";
import { texts as duties } from "./rooms/duties.zh-CN.ts";
import { texts as emergencies } from "./rooms/emergencies.zh-CN.ts";
import { texts as events } from "./rooms/events.zh-CN.ts";
import { texts as excuses } from "./rooms/excuses.zh-CN.ts";
import { texts as field } from "./rooms/field.zh-CN.ts";
import { texts as health } from "./rooms/health.zh-CN.ts";
import { texts as help } from "./rooms/help.zh-CN.ts";
import { texts as imports } from "./rooms/imports.zh-CN.ts";
import { texts as incidents } from "./rooms/incidents.zh-CN.ts";
import { texts as journal } from "./rooms/journal.zh-CN.ts";
import { texts as late } from "./rooms/late.zh-CN.ts";
import { texts as ledger } from "./rooms/ledger.zh-CN.ts";
import { texts as macros } from "./rooms/macros.zh-CN.ts";
import { texts as organisation } from "./rooms/organisation.zh-CN.ts";
import { texts as passings } from "./rooms/passings.zh-CN.ts";
import { texts as permissions } from "./rooms/permissions.zh-CN.ts";
import { texts as places } from "./rooms/places.zh-CN.ts";
import { texts as record } from "./rooms/record.zh-CN.ts";
import { texts as register } from "./rooms/register.zh-CN.ts";
import { texts as renovations } from "./rooms/renovations.zh-CN.ts";
import { texts as residents } from "./rooms/residents.zh-CN.ts";
import { texts as rights } from "./rooms/rights.zh-CN.ts";
import { texts as setup } from "./rooms/setup.zh-CN.ts";
import { texts as slips } from "./rooms/slips.zh-CN.ts";
import { texts as sorting } from "./rooms/sorting.zh-CN.ts";
import { texts as standards } from "./rooms/standards.zh-CN.ts";
import { texts as suggestions } from "./rooms/suggestions.zh-CN.ts";
import { texts as types } from "./rooms/types.zh-CN.ts";
import { texts as workOrder } from "./rooms/work-order.zh-CN.ts";

export const zhCN = {
  ...everywhere,
  ...rights,
  ...setup,
  ...macros,
  ...late,
  ...excuses,
  ...field,
  ...drafts,
  ...ledger,
  ...health,
  ...journal,
  ...defects,
  ...renovations,
  ...callbacks,
  ...board,
  ...passings,
  ...standards,
  ...delivery,
  ...calendar,
  ...imports,
  ...help,
  ...emergencies,
  ...suggestions,
  ...types,
  ...sorting,
  ...answers,
  ...duties,
  ...residents,
  ...places,
  ...organisation,
  cases: {
    ...everywhere.cases,
    ...slips.cases,
    ...workOrder.cases,
    ...incidents.cases,
    ...register.cases,
    ...record.cases,
    ...events.cases,
  },
  labels: {
    ...everywhere.labels,
    ...rights.labels,
    ...permissions.labels,
    ...ledger.labels,
    ...journal.labels,
    ...health.labels,
    ...events.labels,
    ...defects.labels,
    ...renovations.labels,
    ...callbacks.labels,
    ...board.labels,
    ...passings.labels,
    ...standards.labels,
    ...delivery.labels,
    ...calendar.labels,
    ...imports.labels,
    ...help.labels,
    ...emergencies.labels,
    ...suggestions.labels,
    ...residents.labels,
    ...places.labels,
    ...organisation.labels,
    ...slips.labels,
    ...workOrder.labels,
    ...register.labels,
    ...record.labels,
  },
} as const;
