// The stage: people with phones who play a Telegram bot, offline. This file puts the parts together.
//
// Hooks for tests (data-testid; with the further data-* in brackets):
//
//   page        stage · chip [person] · chip-note · chip-devices · unread · open-everybody · everybody-dialog (find-person,
//               everybody-person [person]) · new-person · paste-link · link-dialog · link-field · link-person [person] ·
//               link-open · status [state: well | asking | bot-away | emulator-away] · away · phone-count [count] ·
//               open-guide · open-bank · language · reset · confirm-yes · more · more-language · more-reset · page-toast
//   phone       phone [person, device: "PERSON.1" or "PERSON.2", held: 0 | 1] · phone-clock [zone] · held · release · tongue [tongue: en | zh | …] ·
//               close-phone · phone-menu · phone-menu-items (menu-info, menu-block, menu-unblock, menu-share-contact, menu-share-other →
//               contact-of [person], contact-stranger; menu-add, menu-leave, menu-paste-link, menu-second-device, menu-hold, menu-release, profile) ·
//               profile-dialog, new-person-dialog (profile-first_name …, profile-zone, profile-blocked, profile-save) ·
//               alert / share-contact / leave / upgrade (question-yes, question-no) · toast · sheet-back · form-done · field-… (in sheets)
//   chats       chats · chat-row [chat, type] · chat-unread · back · unread-elsewhere · new-chat (new-group, new-supergroup, new-private →
//               partner [person]) · new-group-sheet · person-row [person] · choose-chat [chat | person] · room [chat] · chat-info ·
//               bot-name (in the bot's chat) · chat-name (in others) · pinned · info · add-to-group → choose-group [chat] · switch-…
//   group       group-info · group-add → add-people (add-them) · group-edit-open → group-edit · group-upgrade · group-leave · member [user, status] ·
//               member-menu (promote-member → promote, demote-member, restrict-member → restrict, remove-member) ·
//               topics · topic [thread] · topic-add · topic-close · topic-reopen · topic-delete
//   writing     start · unblock · upgraded · muted · closed-topic · composer [person] · send · attach · file-input · attachment · commands ·
//               command-menu · command-option [command] · reply-bar · reply-cancel · reply-keyboard · keyboard-toggle ·
//               reply-button [kind: text | contact | users | chat | unplayed, text] · pick-people (pick-done) · pick-chat (pick-chat-row [chat]) ·
//               inline-results · inline-result [result, kind] · inline-switch
//   message     message [message-id, person, chat] (the bubble with its keyboard) · bubble [message-id, person, out: 0 | 1, edited] ·
//               service · bot-description · sender · via · forwarded · quote · only-for-you · text · rich · rich-button · photo [file-id] ·
//               animation · sticker · dice · place · contact · document · link [href] · command [command] · moment · reaction [emoji, count] ·
//               draft · stop-draft · unsent · send-again · its menu: react [emoji], reply, edit, pin, copy, forward, delete
//   keyboard    inline-keyboard · inline-button [callback, kind: callback | url | copy | share | switch | disabled | unplayed,
//               row, column, url, style]; aria-busy="true" while the bot has not answered
//   links       open-as-menu · open-as [person] · copy-link · share-menu · share-with [person] · share-in [chat] · link-banner [person] ·
//               open-passed-link
//   pictures    lightbox [file-id] · scan · scan-menu · scan-as [person] · lightbox-close
//   SMS         sms-open · sms-badge · sms-banner [person] · sms-code [code] · sms-drawer [person] · sms · sms-close
//   dock        dock · tab-guide · tab-scenes · tab-timeline · tab-faults · tab-bank · dock-close · guide · step [step, done: 0 | 1] · guide-finished · guide-again ·
//               guide-scenes · coach · coach-close · clock · clock-hour · clock-day · clock-next
//   scenes      scenes · scene [scene, state: ready | running | done | failed] · scene-start · scene-phones · scene-progress ·
//               scene-outcome · scene-look
//   timeline    timeline-panel · timeline (the list) · timeline-entry [n, kind, title, ok: 0 | 1] · timeline-kind [kind] ·
//               timeline-find · timeline-person · timeline-newer · timeline-details · details-part [part] · details-copy ·
//               details-close
//   faults      faults · no-faults · active-fault [fault, kind] · lift-fault · lift-all · fault-chat · fault-times ·
//               fault-methods · fault [kind] (fault-play, fault-retry_after, fault-status, fault-seconds, fault-repeats) ·
//               pace [mode] · pace-mode [mode] · no-breaches · breach-count · breach [n] · forget-breaches
//   bank        orders · order [reference, kind, state] · bank · bank-away · total-available, total-held, total-deposited [amount-minor] · customer [customer] ·
//               account [account] · account-status · available, held [amount-minor] · hold [reference] · freeze · unfreeze ·
//               term-deposit [number] · deposit-principal [amount-minor] · share [certificate] ·
//               shares-sum [amount-minor] · journal · journal-entry [sequence]

import { createBank } from "./bank.js";
import { createClock } from "./clock.js";
import { createDock } from "./dock.js";
import { h } from "./dom.js";
import { createFaults } from "./faults/panel.js";
import { listen } from "./events.js";
import { createCoach, createGuide } from "./guide.js";
import { t } from "./language.js";
import "./opening.js";
import { createPeople } from "./people.js";
import { createScenes } from "./scenes.js";
import { stage } from "./stage.js";
import { createAwayBar } from "./status.js";
import { createTimeline } from "./timeline/panel.js";
import { pageToasts } from "./toast.js";
import { createTopbar } from "./topbar.js";

document.title = t("title");
document.body.append(
  createTopbar(),
  createAwayBar(),
  createPeople(),
  createCoach(),
  h("div", { class: "floor" }, stage.element, ...createDock([createGuide(), createScenes(), createTimeline(), createFaults(), createBank()], createClock())),
  pageToasts,
);
listen();
