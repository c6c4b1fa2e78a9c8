// The stage: people with phones who play a Telegram bot, offline. This file puts the parts together.
//
// Hooks for tests (data-testid; with the further data-* in brackets):
//
//   page        stage · chip [person] · chip-note · unread · paste-link · link-dialog · link-field · link-person [person] ·
//               link-open · status [state: well | asking | bot-away | emulator-away] · away · phone-count [count] ·
//               open-guide · open-bank · language · reset · confirm-yes · more · more-language · more-reset · page-toast
//   phone       phone [person] · tongue [tongue: en | zh | …] · bot-name · close-phone · phone-menu · phone-menu-items (menu-block, menu-unblock,
//               menu-share-contact, menu-share-other → contact-of [person], menu-paste-link, profile → profile-dialog) ·
//               start · unblock · composer [person] · send · commands · command-menu · command-option [command] ·
//               reply-keyboard · reply-button [kind: text | contact | unplayed, text] · keyboard-toggle ·
//               alert / share-contact (question-yes, question-no) · toast · bot-description
//   message     message [message-id, person] (the bubble with its keyboard) · bubble [message-id, person, out: 0 | 1, edited] ·
//               text · photo [file-id] · contact · document · link [href] · command [command] · moment ·
//               unsent · send-again · reply (in the message's context menu)
//   keyboard    inline-keyboard · inline-button [callback, kind: callback | url | copy | share | disabled | unplayed,
//               row, column, url, style]; aria-busy="true" while the bot has not answered
//   links       open-as-menu · open-as [person] · copy-link · share-menu · share-with [person] · link-banner [person] ·
//               open-passed-link
//   pictures    lightbox [file-id] · scan · scan-menu · scan-as [person] · lightbox-close
//   SMS         sms-open · sms-badge · sms-banner [person] · sms-code [code] · sms-drawer [person] · sms · sms-close
//   dock        dock · tab-guide · tab-bank · dock-close · guide · step [step, done: 0 | 1] · guide-finished · guide-again ·
//               coach · coach-close · clock · clock-hour · clock-day · clock-next
//   bank        bank · bank-away · total-available, total-held, total-deposited [amount-minor] · customer [customer] ·
//               account [account] · account-status · available, held [amount-minor] · hold [reference] · freeze · unfreeze ·
//               term-deposit [number] · deposit-principal [amount-minor] · share [certificate] ·
//               shares-sum [amount-minor] · journal · journal-entry [sequence]

import { createBank } from "./bank.js";
import { createClock } from "./clock.js";
import { createDock } from "./dock.js";
import { h } from "./dom.js";
import { listen } from "./events.js";
import { createCoach, createGuide } from "./guide.js";
import { t } from "./language.js";
import "./opening.js";
import { createPeople } from "./people.js";
import { stage } from "./stage.js";
import { createAwayBar } from "./status.js";
import { pageToasts } from "./toast.js";
import { createTopbar } from "./topbar.js";

document.title = t("title");
document.body.append(
  createTopbar(),
  createAwayBar(),
  createPeople(),
  createCoach(),
  h("div", { class: "floor" }, stage.element, ...createDock([createGuide(), createBank()], createClock())),
  pageToasts,
);
listen();
