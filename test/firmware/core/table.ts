/**
 * What every kind of event does in every kind of state: the state's name and light after it, and the effects (a `+` after
 * a happening: it is recorded, too). The last line of each part names the events that do nothing at all.
 */
export const TABLE: Readonly<Record<string, string>> = {
  unheard: `
    started → unavailable, off: withdraw
    reports A → available, ready: withdraw
    reports B → awaiting-authorization, yellow: withdraw, plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: withdraw, plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: withdraw, plugged, fault+
    reports E → faulted, fault: withdraw, fault+
    reports a fault → faulted, fault: withdraw, plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → unavailable, checking: look-up
    Bo's card → unavailable, checking: look-up
    a random UID → unavailable, refused-unknown: denied random-uid+
    the cloud comes → unavailable, off: cloud-connected
    the cloud goes → unavailable, off
    clock not to be trusted → unavailable, off: clock-untrusted
    a key → unavailable, pin-key
    a right PIN → unavailable, checking: look-up
    remote start → unavailable, checking: look-up
    remote start for Bo → unavailable, checking: look-up
    remote stop → unavailable, off: answers no-session
    remote stop of another → unavailable, off: answers no-session
    kept for Ann → unavailable, off: answers connector-faulted
    any kept for a group → unavailable, off: answers connector-faulted
    kept no more → unavailable, off: answers no-reservation
    a card is to be registered → unavailable, off: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → unavailable, off: enrolment-opened
    told that Ann is blocked → unavailable, off: answers accepted to wait, look-up
    answers forgotten → unavailable, off: forget answers, answers accepted to wait
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  available: `
    started → available, ready: withdraw
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → available, checking: look-up
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud comes → available, ready: cloud-connected
    the cloud goes → available, offline
    clock not to be trusted → available, ready: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    remote start → available, checking: look-up
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    kept for Ann → reserved, reserved: keep reservations, answers accepted to wait
    any kept for a group → reserved, reserved: keep reservations, answers accepted to wait
    kept no more → available, ready: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, ready: answers accepted to wait, look-up
    answers forgotten → available, ready: forget answers, answers accepted to wait
    access open → available, ready: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  awaiting: `
    started → awaiting-authorization, yellow: withdraw
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, yellow
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, yellow: cloud-connected
    the cloud goes → awaiting-authorization, yellow
    clock not to be trusted → awaiting-authorization, yellow: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    kept for Ann → awaiting-authorization, yellow: answers connector-busy
    any kept for a group → awaiting-authorization, yellow: answers connector-busy
    kept no more → awaiting-authorization, yellow: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, yellow: forget answers, answers accepted to wait
    access open → authorized, waiting: access-changed+, keep access, save-start
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "awaiting, just refused": `
    started → awaiting-authorization, refused-unknown: withdraw
    deadline reached → awaiting-authorization, yellow
    reports A → available, refused-unknown: unplugged
    reports B → awaiting-authorization, refused-unknown
    reports C, closed → awaiting-authorization, refused-unknown: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, refused-unknown: withdraw, board-restarted
    Ann's card → awaiting-authorization, refused-unknown: look-up
    Bo's card → awaiting-authorization, refused-unknown: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, refused-unknown: cloud-connected
    the cloud goes → awaiting-authorization, refused-unknown
    clock not to be trusted → awaiting-authorization, refused-unknown: clock-untrusted
    a key → awaiting-authorization, refused-unknown
    a right PIN → awaiting-authorization, refused-unknown: look-up
    remote start → awaiting-authorization, refused-unknown: look-up
    remote start for Bo → awaiting-authorization, refused-unknown: look-up
    remote stop → awaiting-authorization, refused-unknown: answers no-session
    remote stop of another → awaiting-authorization, refused-unknown: answers no-session
    kept for Ann → awaiting-authorization, refused-unknown: answers connector-busy
    any kept for a group → awaiting-authorization, refused-unknown: answers connector-busy
    kept no more → awaiting-authorization, refused-unknown: answers no-reservation
    a card is to be registered → awaiting-authorization, refused-unknown: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, refused-unknown: enrolment-opened
    told that Ann is blocked → awaiting-authorization, refused-unknown: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, refused-unknown: forget answers, answers accepted to wait
    access open → authorized, waiting: access-changed+, keep access, save-start
    stop all → awaiting-authorization, refused-unknown: withdraw
    shutdown → unavailable, refused-unknown: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "being checked": `
    started → awaiting-authorization, checking: withdraw
    deadline reached → awaiting-authorization, refused-busy: denied check-timeout+
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, checking
    reports C, closed → awaiting-authorization, checking: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    found: active → authorized, waiting: save-start
    found: blocked → awaiting-authorization, refused-blocked: denied blocked+
    found: nothing readable → awaiting-authorization, refused-busy: denied store-unavailable+
    found: nobody's → awaiting-authorization, refused-unknown: denied unknown+
    found: a master's → awaiting-authorization, refused-busy: denied nothing-to-stop+
    the cloud comes → awaiting-authorization, checking: cloud-connected
    the cloud goes → awaiting-authorization, checking
    clock not to be trusted → awaiting-authorization, checking: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, checking: answers no-session
    remote stop of another → awaiting-authorization, checking: answers no-session
    kept for Ann → awaiting-authorization, checking: answers connector-busy
    any kept for a group → awaiting-authorization, checking: answers connector-busy
    kept no more → awaiting-authorization, checking: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, checking: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, checking: forget answers, answers accepted to wait
    access open → authorized, checking: access-changed+, keep access, save-start
    PINs alone → awaiting-authorization, refused-unknown: denied type-not-enabled+
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · Ann's card · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · rules that let fewer go on`,
  "the cloud is being asked": `
    started → awaiting-authorization, checking: withdraw
    deadline reached → awaiting-authorization, refused-unknown: denied unknown+
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, checking
    reports C, closed → awaiting-authorization, checking: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud accepts → authorized, waiting: keep answer Accepted, save-start
    the cloud blocks → awaiting-authorization, refused-blocked: keep answer Blocked, denied blocked+
    the cloud cannot be asked → awaiting-authorization, refused-unknown: denied unknown+
    the cloud goes → awaiting-authorization, refused-unknown: cloud-lost, denied unknown+
    clock not to be trusted → awaiting-authorization, checking: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, checking: answers no-session
    remote stop of another → awaiting-authorization, checking: answers no-session
    kept for Ann → awaiting-authorization, checking: answers connector-busy
    any kept for a group → awaiting-authorization, checking: answers connector-busy
    kept no more → awaiting-authorization, checking: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, checking: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, checking: forget answers, answers accepted to wait
    list changed → awaiting-authorization, checking: look-up
    access open → authorized, checking: access-changed+, keep access, save-start
    PINs alone → awaiting-authorization, refused-unknown: denied type-not-enabled+
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "the cloud is being asked, vehicle gone": `
    started → available, ready: withdraw
    deadline reached → available, refused-unknown: denied unknown+
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → available, checking: look-up
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud accepts → available, refused-busy: keep answer Accepted, denied vehicle-left+
    the cloud blocks → available, refused-blocked: keep answer Blocked, denied blocked+
    the cloud cannot be asked → available, refused-unknown: denied unknown+
    the cloud goes → available, refused-unknown: cloud-lost, denied unknown+
    clock not to be trusted → available, ready: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    remote start → available, checking: look-up
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    kept for Ann → reserved, reserved: keep reservations, answers accepted to wait
    any kept for a group → reserved, reserved: keep reservations, answers accepted to wait
    kept no more → available, ready: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, ready: answers accepted to wait, look-up
    answers forgotten → available, ready: forget answers, answers accepted to wait
    list changed → available, ready: look-up
    access open → available, ready: access-changed+, keep access
    PINs alone → available, refused-unknown: denied type-not-enabled+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "the cloud is being asked before the plug": `
    started → available, checking: withdraw
    deadline reached → available, refused-unknown: denied unknown+
    reports B → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, checking: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, checking: withdraw, board-restarted
    Ann's card → available, checking: look-up
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud accepts → authorized, accepted: keep answer Accepted, authorized cloud+
    the cloud blocks → available, refused-blocked: keep answer Blocked, denied blocked+
    the cloud cannot be asked → available, refused-unknown: denied unknown+
    the cloud goes → available, refused-unknown: cloud-lost, denied unknown+
    clock not to be trusted → available, checking: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    remote start → available, checking: look-up
    remote start for Bo → available, checking: look-up
    remote stop → available, checking: answers no-session
    remote stop of another → available, checking: answers no-session
    kept for Ann → reserved, checking: keep reservations, answers accepted to wait
    any kept for a group → reserved, checking: keep reservations, answers accepted to wait
    kept no more → available, checking: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, checking: answers accepted to wait, look-up
    answers forgotten → available, checking: forget answers, answers accepted to wait
    list changed → available, checking: look-up
    access open → available, checking: access-changed+, keep access
    PINs alone → available, refused-unknown: denied type-not-enabled+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "a card awaits its PIN": `
    started → awaiting-authorization, pin-entry: withdraw
    deadline reached → awaiting-authorization, refused-unknown: denied pin-missing+
    reports A → available, refused-busy: unplugged, denied vehicle-left+
    reports B → awaiting-authorization, pin-entry
    reports C, closed → awaiting-authorization, pin-entry: withdraw, contactor
    reports D → faulted, fault: denied connector-faulted+, fault+
    reports E → faulted, fault: denied connector-faulted+, fault+
    reports a fault → faulted, fault: denied connector-faulted+, fault+
    board lost → faulted, fault: withdraw, board-lost, denied connector-faulted+, fault+
    board restarted → unavailable, refused-busy: withdraw, board-restarted, denied connector-faulted+
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, pin-entry: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, pin-entry: cloud-connected
    the cloud goes → awaiting-authorization, pin-entry
    clock not to be trusted → awaiting-authorization, pin-entry: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, pin-entry: look-up
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, pin-entry: look-up
    remote stop → awaiting-authorization, pin-entry: answers no-session
    remote stop of another → awaiting-authorization, pin-entry: answers no-session
    kept for Ann → awaiting-authorization, pin-entry: answers connector-busy
    any kept for a group → awaiting-authorization, pin-entry: answers connector-busy
    kept no more → awaiting-authorization, pin-entry: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, pin-entry: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, pin-entry: forget answers, answers accepted to wait
    list changed → awaiting-authorization, pin-entry: look-up
    access open → authorized, pin-entry: access-changed+, keep access, save-start
    cards alone → awaiting-authorization, refused-unknown: denied type-not-enabled+
    PINs alone → awaiting-authorization, refused-unknown: denied type-not-enabled+
    rules that let fewer go on → awaiting-authorization, refused-unknown: denied type-not-enabled+
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted`,
  "a PIN is being typed": `
    started → awaiting-authorization, pin-key: withdraw
    deadline reached → awaiting-authorization, pin-entry
    reports A → available, pin-key: unplugged
    reports B → awaiting-authorization, pin-key
    reports C, closed → awaiting-authorization, pin-key: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, pin-key: withdraw, board-restarted
    Ann's card → awaiting-authorization, pin-key: look-up
    Bo's card → awaiting-authorization, pin-key: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, pin-key: cloud-connected
    the cloud goes → awaiting-authorization, pin-key
    clock not to be trusted → awaiting-authorization, pin-key: clock-untrusted
    typed no more → awaiting-authorization, yellow
    a right PIN → awaiting-authorization, pin-key: look-up
    remote start → awaiting-authorization, pin-key: look-up
    remote start for Bo → awaiting-authorization, pin-key: look-up
    remote stop → awaiting-authorization, pin-key: answers no-session
    remote stop of another → awaiting-authorization, pin-key: answers no-session
    kept for Ann → awaiting-authorization, pin-key: answers connector-busy
    any kept for a group → awaiting-authorization, pin-key: answers connector-busy
    kept no more → awaiting-authorization, pin-key: answers no-reservation
    a card is to be registered → awaiting-authorization, pin-key: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, pin-key: enrolment-opened
    told that Ann is blocked → awaiting-authorization, pin-key: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, pin-key: forget answers, answers accepted to wait
    access open → authorized, pin-key: access-changed+, keep access, save-start
    stop all → awaiting-authorization, pin-key: withdraw
    shutdown → unavailable, pin-key: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · a key · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "keypad locked": `
    started → awaiting-authorization, yellow: withdraw
    deadline reached → awaiting-authorization, yellow: keypad-unlocked
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, yellow
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, yellow: cloud-connected
    the cloud goes → awaiting-authorization, yellow
    clock not to be trusted → awaiting-authorization, yellow: clock-untrusted
    a key → awaiting-authorization, keypad-locked
    a right PIN → awaiting-authorization, keypad-locked: denied keypad-locked+
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    kept for Ann → awaiting-authorization, yellow: answers connector-busy
    any kept for a group → awaiting-authorization, yellow: answers connector-busy
    kept no more → awaiting-authorization, yellow: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, yellow: forget answers, answers accepted to wait
    access open → authorized, waiting: access-changed+, keep access, save-start
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "kept for Bo": `
    started → reserved, reserved: withdraw
    deadline reached → available, ready: reservation-ended+, keep reservations
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → reserved, checking: look-up
    Bo's card → reserved, checking: look-up
    a random UID → reserved, refused-unknown: denied random-uid+
    the cloud comes → reserved, reserved: cloud-connected
    the cloud goes → reserved, reserved
    clock not to be trusted → reserved, reserved: clock-untrusted
    a key → reserved, pin-key
    a right PIN → reserved, checking: look-up
    remote start → reserved, checking: look-up
    remote start for Bo → reserved, checking: look-up
    remote stop → reserved, reserved: answers no-session
    remote stop of another → reserved, reserved: answers no-session
    kept for Ann → reserved, reserved: answers connector-busy
    any kept for a group → reserved, reserved: keep reservations, answers accepted to wait
    kept no more → available, ready: reservation-ended+, keep reservations, answers accepted to wait
    a card is to be registered → reserved, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → reserved, enrolment: enrolment-opened
    told that Ann is blocked → reserved, reserved: answers accepted to wait, look-up
    answers forgotten → reserved, reserved: forget answers, answers accepted to wait
    access open → reserved, reserved: access-changed+, keep access
    stop all → reserved, reserved: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "kept for Bo, awaiting": `
    started → awaiting-authorization, yellow: withdraw
    deadline reached → awaiting-authorization, yellow: reservation-ended+, keep reservations
    reports A → reserved, reserved: unplugged
    reports B → awaiting-authorization, yellow
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, yellow: cloud-connected
    the cloud goes → awaiting-authorization, yellow
    clock not to be trusted → awaiting-authorization, yellow: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    kept for Ann → awaiting-authorization, yellow: answers connector-busy
    any kept for a group → awaiting-authorization, yellow: answers connector-busy
    kept no more → awaiting-authorization, yellow: reservation-ended+, keep reservations, answers accepted to wait
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, yellow: forget answers, answers accepted to wait
    access open → awaiting-authorization, yellow: access-changed+, keep access
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "kept for Bo, open": `
    started → awaiting-authorization, yellow: withdraw
    deadline reached → authorized, waiting: reservation-ended+, keep reservations, save-start
    reports A → reserved, reserved: unplugged
    reports B → awaiting-authorization, yellow
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, yellow: cloud-connected
    the cloud goes → awaiting-authorization, yellow
    clock not to be trusted → awaiting-authorization, yellow: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    kept for Ann → awaiting-authorization, yellow: answers connector-busy
    any kept for a group → awaiting-authorization, yellow: answers connector-busy
    kept no more → authorized, waiting: reservation-ended+, keep reservations, answers accepted to wait, save-start
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, yellow: forget answers, answers accepted to wait
    access restricted → awaiting-authorization, yellow: access-changed+, keep access
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access open · cards alone · PINs alone · rules that let fewer go on`,
  "a card is to be registered": `
    started → available, enrolment: withdraw
    deadline reached → available, ready: enrolment-closed
    reports B → awaiting-authorization, enrolment: plugged, awaiting-authorization
    reports C → awaiting-authorization, enrolment: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, enrolment: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → available, enrolment: look-up
    Bo's card → available, enrolment: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud comes → available, enrolment: cloud-connected
    the cloud goes → available, enrolment
    clock not to be trusted → available, enrolment: clock-untrusted
    a key → available, pin-key
    a right PIN → available, enrolment: look-up
    remote start → available, enrolment: look-up
    remote start for Bo → available, enrolment: look-up
    remote stop → available, enrolment: answers no-session
    remote stop of another → available, enrolment: answers no-session
    kept for Ann → reserved, enrolment: keep reservations, answers accepted to wait
    any kept for a group → reserved, enrolment: keep reservations, answers accepted to wait
    kept no more → available, enrolment: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    told that Ann is blocked → available, enrolment: answers accepted to wait, look-up
    answers forgotten → available, enrolment: forget answers, answers accepted to wait
    access open → available, enrolment: access-changed+, keep access
    stop all → available, enrolment: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · a card is to be registered at the unit · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "a card is to be registered at the unit": `
    started → available, enrolment: withdraw
    deadline reached → available, ready: enrolment-closed
    reports B → awaiting-authorization, enrolment: plugged, awaiting-authorization
    reports C → awaiting-authorization, enrolment: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, enrolment: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → available, enrolment: look-up
    Bo's card → available, enrolment: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud comes → available, enrolment: cloud-connected
    the cloud goes → available, enrolment
    clock not to be trusted → available, enrolment: clock-untrusted
    a key → available, pin-key
    a right PIN → available, enrolment: look-up
    remote start → available, enrolment: look-up
    remote start for Bo → available, enrolment: look-up
    remote stop → available, enrolment: answers no-session
    remote stop of another → available, enrolment: answers no-session
    kept for Ann → reserved, enrolment: keep reservations, answers accepted to wait
    any kept for a group → reserved, enrolment: keep reservations, answers accepted to wait
    kept no more → available, enrolment: answers no-reservation
    a card is to be registered → available, enrolment: answers enrolment-under-way
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    no card is to be registered at the unit → available, ready: enrolment-closed
    told that Ann is blocked → available, enrolment: answers accepted to wait, look-up
    answers forgotten → available, enrolment: forget answers, answers accepted to wait
    access open → available, enrolment: access-changed+, keep access
    stop all → available, enrolment: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "being checked, vehicle gone": `
    started → available, ready: withdraw
    deadline reached → available, refused-busy: denied check-timeout+
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    found: active → available, refused-busy: denied vehicle-left+
    found: blocked → available, refused-blocked: denied blocked+
    found: nothing readable → available, refused-busy: denied store-unavailable+
    found: nobody's → available, refused-unknown: denied unknown+
    found: a master's → available, refused-busy: denied nothing-to-stop+
    the cloud comes → available, ready: cloud-connected
    the cloud goes → available, offline
    clock not to be trusted → available, ready: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    remote start → available, ready: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    kept for Ann → reserved, reserved: keep reservations, answers accepted to wait
    any kept for a group → reserved, reserved: keep reservations, answers accepted to wait
    kept no more → available, ready: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, ready: answers accepted to wait, look-up
    answers forgotten → available, ready: forget answers, answers accepted to wait
    access open → available, ready: access-changed+, keep access
    PINs alone → available, refused-unknown: denied type-not-enabled+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · Ann's card · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · rules that let fewer go on`,
  "being checked for the cloud": `
    started → awaiting-authorization, checking: withdraw
    deadline reached → awaiting-authorization, yellow: denied check-timeout+, answers Timeout check-timeout
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, checking
    reports C, closed → awaiting-authorization, checking: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    found: active → authorized, waiting: save-start
    found: blocked → awaiting-authorization, yellow: denied blocked+, answers Blocked blocked
    found: nothing readable → awaiting-authorization, yellow: denied store-unavailable+, answers Invalid store-unavailable
    found: nobody's → awaiting-authorization, yellow: denied unknown+, answers Unknown unknown
    found: a master's → awaiting-authorization, yellow: denied nothing-to-stop+, answers Invalid nothing-to-stop
    the cloud comes → awaiting-authorization, checking: cloud-connected
    the cloud goes → awaiting-authorization, checking
    clock not to be trusted → awaiting-authorization, checking: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    remote start → awaiting-authorization, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, checking: answers no-session
    remote stop of another → awaiting-authorization, checking: answers no-session
    kept for Ann → awaiting-authorization, checking: answers connector-busy
    any kept for a group → awaiting-authorization, checking: answers connector-busy
    kept no more → awaiting-authorization, checking: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, checking: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, checking: forget answers, answers accepted to wait
    access open → authorized, checking: access-changed+, keep access, save-start
    PINs alone → awaiting-authorization, yellow: denied type-not-enabled+, answers Invalid type-not-enabled
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · Ann's card · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · rules that let fewer go on`,
  "being checked before the plug": `
    started → available, checking: withdraw
    deadline reached → available, refused-busy: denied check-timeout+
    reports B → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, checking: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, checking: withdraw, board-restarted
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    found: active → authorized, accepted: authorized local-user+
    found: blocked → available, refused-blocked: denied blocked+
    found: nothing readable → available, refused-busy: denied store-unavailable+
    found: nobody's → available, refused-unknown: denied unknown+
    found: a master's → available, refused-busy: denied nothing-to-stop+
    the cloud comes → available, checking: cloud-connected
    the cloud goes → available, checking
    clock not to be trusted → available, checking: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    remote start → available, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → available, checking: look-up
    remote stop → available, checking: answers no-session
    remote stop of another → available, checking: answers no-session
    kept for Ann → reserved, checking: keep reservations, answers accepted to wait
    any kept for a group → reserved, checking: keep reservations, answers accepted to wait
    kept no more → available, checking: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, checking: answers accepted to wait, look-up
    answers forgotten → available, checking: forget answers, answers accepted to wait
    access open → available, checking: access-changed+, keep access
    PINs alone → available, refused-unknown: denied type-not-enabled+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · Ann's card · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · rules that let fewer go on`,
  "authorized before the plug": `
    started → authorized, accepted: withdraw
    deadline reached → available, ready: authorization-expired+
    reports B → authorized, waiting: plugged, save-start
    reports C → authorized, waiting: plugged, save-start
    reports C, closed → authorized, waiting: withdraw, contactor, plugged, save-start
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → authorized, checking: look-up
    Bo's card → authorized, checking: look-up
    a random UID → authorized, refused-unknown: denied random-uid+
    the cloud comes → authorized, accepted: cloud-connected
    the cloud goes → authorized, accepted
    clock not to be trusted → authorized, accepted: clock-untrusted
    a key → authorized, pin-key
    a right PIN → authorized, checking: look-up
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, checking: look-up
    remote stop → available, ready: authorization-expired+, answers accepted to wait
    remote stop of another → authorized, accepted: answers no-session
    kept for Ann → authorized, accepted: answers connector-busy
    any kept for a group → authorized, accepted: answers connector-busy
    kept no more → authorized, accepted: answers no-reservation
    a card is to be registered → authorized, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → authorized, enrolment: enrolment-opened
    told that Ann is blocked → authorized, accepted: answers accepted to wait, look-up
    answers forgotten → authorized, accepted: forget answers, answers accepted to wait
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    PINs alone → available, ready: authorization-expired+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "authorized before the plug, under review": `
    started → authorized, accepted: withdraw
    deadline reached → authorized, accepted
    reports B → authorized, waiting: plugged, save-start
    reports C → authorized, waiting: plugged, save-start
    reports C, closed → authorized, waiting: withdraw, contactor, plugged, save-start
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → authorized, checking: look-up
    Bo's card → authorized, checking: look-up
    a random UID → authorized, refused-unknown: denied random-uid+
    found: active → authorized, accepted
    found: blocked → available, ready: authorization-expired+
    found: nothing readable → authorized, accepted
    found: nobody's → available, ready: authorization-expired+
    found: a master's → authorized, accepted
    the cloud comes → authorized, accepted: cloud-connected
    the cloud goes → authorized, accepted
    clock not to be trusted → authorized, accepted: clock-untrusted
    a key → authorized, pin-key
    a right PIN → authorized, checking: look-up
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, checking: look-up
    remote stop → available, ready: authorization-expired+, answers accepted to wait
    remote stop of another → authorized, accepted: answers no-session
    kept for Ann → authorized, accepted: answers connector-busy
    any kept for a group → authorized, accepted: answers connector-busy
    kept no more → authorized, accepted: answers no-reservation
    a card is to be registered → authorized, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → authorized, enrolment: enrolment-opened
    told that Ann is blocked → authorized, accepted: answers accepted to wait, look-up
    answers forgotten → authorized, accepted: forget answers, answers accepted to wait
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    PINs alone → available, ready: authorization-expired+
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "starting for the cloud": `
    started → authorized, waiting: withdraw
    deadline reached → awaiting-authorization, refused-busy: denied store-unavailable+, answers Invalid store-unavailable, awaiting-authorization
    reports A → available, ready: unplugged, answers Invalid vehicle-left
    reports B → authorized, waiting
    reports C, closed → authorized, waiting: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, finished: answers Invalid stopped
    Bo's card → authorized, checking: look-up
    a random UID → authorized, refused-unknown: denied random-uid+
    the cloud comes → authorized, waiting: cloud-connected
    the cloud goes → authorized, waiting
    clock not to be trusted → authorized, waiting: clock-untrusted
    a key → authorized, pin-key
    a right PIN → authorized, checking: look-up
    saved → charging, charging: authorized local-user, session-started, answers accepted run1-1, permit
    not saved → awaiting-authorization, refused-busy: denied store-unavailable+, answers Invalid store-unavailable, awaiting-authorization
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, checking: look-up
    remote stop → finished, finished: answers Invalid stopped, answers accepted run1-1
    remote stop of another → authorized, waiting: answers no-session
    kept for Ann → authorized, waiting: answers connector-busy
    any kept for a group → authorized, waiting: answers connector-busy
    kept no more → authorized, waiting: answers no-reservation
    a card is to be registered → authorized, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → authorized, enrolment: enrolment-opened
    told that Ann is blocked → authorized, waiting: answers accepted to wait, look-up
    answers forgotten → authorized, waiting: forget answers, answers accepted to wait
    list changed → authorized, waiting: look-up
    access open → authorized, waiting: access-changed+, keep access
    PINs alone → awaiting-authorization, yellow: answers Invalid type-not-enabled, awaiting-authorization
    stop all → finished, finished: withdraw, answers Invalid stopped
    shutdown → unavailable, off: withdraw, answers Invalid shutting-down
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  starting: `
    started → authorized, waiting: withdraw
    deadline reached → awaiting-authorization, refused-busy: denied store-unavailable+, awaiting-authorization
    reports A → available, ready: unplugged
    reports B → authorized, waiting
    reports C, closed → authorized, waiting: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, finished
    Bo's card → authorized, checking: look-up
    a random UID → authorized, refused-unknown: denied random-uid+
    the cloud comes → authorized, waiting: cloud-connected
    the cloud goes → authorized, waiting
    clock not to be trusted → authorized, waiting: clock-untrusted
    a key → authorized, pin-key
    a right PIN → authorized, checking: look-up
    saved → charging, charging: authorized local-user, session-started, permit
    not saved → awaiting-authorization, refused-busy: denied store-unavailable+, awaiting-authorization
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, checking: look-up
    remote stop → finished, finished: answers accepted run1-1
    remote stop of another → authorized, waiting: answers no-session
    kept for Ann → authorized, waiting: answers connector-busy
    any kept for a group → authorized, waiting: answers connector-busy
    kept no more → authorized, waiting: answers no-reservation
    a card is to be registered → authorized, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → authorized, enrolment: enrolment-opened
    told that Ann is blocked → authorized, waiting: answers accepted to wait, look-up
    answers forgotten → authorized, waiting: forget answers, answers accepted to wait
    list changed → authorized, waiting: look-up
    access open → authorized, waiting: access-changed+, keep access
    PINs alone → awaiting-authorization, yellow: awaiting-authorization
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · no card is to be registered at the unit · access restricted · cards alone · rules that let fewer go on`,
  "starting, stopped by its card": `
    started → finished, finished: withdraw
    reports A → available, ready: unplugged
    reports B → finished, finished
    reports C, closed → finished, finished: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, checking: look-up
    Bo's card → finished, checking: look-up
    a random UID → finished, refused-unknown: denied random-uid+
    the cloud comes → finished, finished: cloud-connected
    the cloud goes → finished, finished
    clock not to be trusted → finished, finished: clock-untrusted
    a key → finished, pin-key
    a right PIN → finished, checking: look-up
    saved → finished, finished: authorized local-user, session-started, session-stopped Local+, drop session
    not saved → finished, finished
    remote start → finished, checking: look-up
    remote start for Bo → finished, checking: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    kept for Ann → finished, finished: answers connector-busy
    any kept for a group → finished, finished: answers connector-busy
    kept no more → finished, finished: answers no-reservation
    a card is to be registered → finished, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → finished, enrolment: enrolment-opened
    told that Ann is blocked → finished, finished: answers accepted to wait, look-up
    answers forgotten → finished, finished: forget answers, answers accepted to wait
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "starting, vehicle gone": `
    started → available, ready: withdraw
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → available, checking: look-up
    Bo's card → available, checking: look-up
    a random UID → available, refused-unknown: denied random-uid+
    the cloud comes → available, ready: cloud-connected
    the cloud goes → available, offline
    clock not to be trusted → available, ready: clock-untrusted
    a key → available, pin-key
    a right PIN → available, checking: look-up
    saved → available, ready: authorized local-user, session-started, session-stopped EVDisconnected+, drop session
    not saved → available, ready
    remote start → available, checking: look-up
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    kept for Ann → available, ready: answers connector-busy
    any kept for a group → available, ready: answers connector-busy
    kept no more → available, ready: answers no-reservation
    a card is to be registered → available, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → available, enrolment: enrolment-opened
    told that Ann is blocked → available, ready: answers accepted to wait, look-up
    answers forgotten → available, ready: forget answers, answers accepted to wait
    access open → available, ready: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports A · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "starting, given up": `
    started → awaiting-authorization, yellow: withdraw
    deadline reached → awaiting-authorization, yellow
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, yellow
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → awaiting-authorization, checking: look-up
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused-unknown: denied random-uid+
    the cloud comes → awaiting-authorization, yellow: cloud-connected
    the cloud goes → awaiting-authorization, yellow
    clock not to be trusted → awaiting-authorization, yellow: clock-untrusted
    a key → awaiting-authorization, pin-key
    a right PIN → awaiting-authorization, checking: look-up
    saved → awaiting-authorization, yellow: authorized local-user, session-started, session-stopped Other+, drop session
    not saved → awaiting-authorization, yellow
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    kept for Ann → awaiting-authorization, yellow: answers connector-busy
    any kept for a group → awaiting-authorization, yellow: answers connector-busy
    kept no more → awaiting-authorization, yellow: answers no-reservation
    a card is to be registered → awaiting-authorization, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → awaiting-authorization, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: answers accepted to wait, look-up
    answers forgotten → awaiting-authorization, yellow: forget answers, answers accepted to wait
    access open → plugged, waiting: access-changed+, keep access
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "permitted, not closed yet": `
    started → charging, charging: withdraw, permit
    deadline reached → faulted, fault: withdraw, session-stopped Other+, drop session, fault+
    reports A → available, ready: withdraw, unplugged, session-stopped EVDisconnected+, drop session
    reports B → authorized, waiting
    reports C, closed → charging, charging: contactor
    reports D → faulted, fault: withdraw, fault+, keep session
    reports E → faulted, fault: withdraw, fault+, keep session
    reports a fault → faulted, fault: withdraw, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  charging: `
    started → charging, charging: withdraw
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "charging, under review": `
    started → charging, charging: withdraw
    deadline reached → charging, charging
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    found: active → charging, charging
    found: blocked → awaiting-authorization, yellow: withdraw, session-stopped DeAuthorized+, drop session, awaiting-authorization
    found: nothing readable → charging, charging
    found: nobody's → awaiting-authorization, yellow: withdraw, session-stopped DeAuthorized+, drop session, awaiting-authorization
    found: a master's → charging, charging
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C, closed · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "charging, being confirmed": `
    started → charging, charging: withdraw
    deadline reached → charging, charging: ask
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud accepts → charging, charging: keep session, look-up
    the cloud blocks → awaiting-authorization, yellow: withdraw, keep session, list-conflict+, session-refused+, look-up, session-stopped DeAuthorized+, drop session, awaiting-authorization
    the cloud cannot be asked → charging, charging
    the cloud goes → charging, charging: cloud-lost
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: withdraw, answers accepted to wait, keep session, list-conflict+, session-refused+, look-up, session-stopped DeAuthorized+, drop session, awaiting-authorization
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "charging, not confirmed in time": `
    started → charging, charging: withdraw
    deadline reached → charging, charging: ask
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud accepts → charging, charging: keep session, look-up
    the cloud blocks → awaiting-authorization, yellow: withdraw, keep session, list-conflict+, session-refused+, look-up, session-stopped DeAuthorized+, drop session, awaiting-authorization
    the cloud cannot be asked → charging, charging
    the cloud goes → charging, charging: cloud-lost
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → awaiting-authorization, yellow: withdraw, answers accepted to wait, keep session, list-conflict+, session-refused+, look-up, session-stopped DeAuthorized+, drop session, awaiting-authorization
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "charging, refused by the cloud": `
    started → paused, paused: withdraw
    reports A → available, ready: unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused
    reports C, closed → charging, charging: withdraw, contactor
    reports D → faulted, fault: fault+, keep session
    reports E → faulted, fault: fault+, keep session
    reports a fault → faulted, fault: fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: session-stopped Local+, drop session
    Bo's card → paused, checking: look-up
    a random UID → paused, refused-unknown: denied random-uid+
    the cloud goes → paused, paused: cloud-lost
    clock not to be trusted → paused, paused: clock-untrusted
    a key → paused, pin-key
    a right PIN → paused, checking: look-up
    remote start → paused, checking: look-up
    remote start for Bo → paused, checking: look-up
    remote stop → finished, finished: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → paused, paused: answers no-session
    kept for Ann → paused, paused: answers connector-busy
    any kept for a group → paused, paused: answers connector-busy
    kept no more → paused, paused: answers no-reservation
    a card is to be registered → paused, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → paused, enrolment: enrolment-opened
    told that Ann is blocked → paused, paused: answers accepted to wait, look-up
    answers forgotten → paused, paused: forget answers, answers accepted to wait
    list changed → paused, paused: look-up
    access open → paused, paused: access-changed+, keep access
    cards alone → awaiting-authorization, yellow: session-stopped DeAuthorized+, drop session, awaiting-authorization
    PINs alone → awaiting-authorization, yellow: session-stopped DeAuthorized+, drop session, awaiting-authorization
    rules that let fewer go on → awaiting-authorization, yellow: session-stopped DeAuthorized+, drop session, awaiting-authorization
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · the cloud comes · typed no more · saved · not saved · no card is to be registered at the unit · access restricted`,
  "charging within limits": `
    started → charging, charging: withdraw
    deadline reached → finished, finished: withdraw, session-stopped TimeLimitReached+, drop session
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "charging, of a group": `
    started → charging, charging: withdraw
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  paused: `
    started → paused, paused: withdraw, permit
    reports A → available, ready: withdraw, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused
    reports C → charging, charging
    reports C, closed → charging, charging: contactor
    reports D → faulted, fault: withdraw, fault+, keep session
    reports E → faulted, fault: withdraw, fault+, keep session
    reports a fault → faulted, fault: withdraw, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → paused, checking: look-up
    a random UID → paused, refused-unknown: denied random-uid+
    the cloud comes → paused, paused: cloud-connected
    the cloud goes → paused, paused
    clock not to be trusted → paused, paused: clock-untrusted
    a key → paused, pin-key
    a right PIN → paused, checking: look-up
    remote start → paused, checking: look-up
    remote start for Bo → paused, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → paused, paused: answers no-session
    kept for Ann → paused, paused: answers connector-busy
    any kept for a group → paused, paused: answers connector-busy
    kept no more → paused, paused: answers no-reservation
    a card is to be registered → paused, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → paused, enrolment: enrolment-opened
    told that Ann is blocked → paused, paused: answers accepted to wait, look-up
    answers forgotten → paused, paused: forget answers, answers accepted to wait
    list changed → paused, paused: look-up
    access open → paused, paused: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "paused by a fault": `
    started → faulted, fault: withdraw
    reports A → available, ready: unplugged, session-stopped EVDisconnected+, drop session, fault-cleared+
    reports B → paused, paused: fault-cleared+, session-resumed+, permit
    reports C → charging, charging: fault-cleared+, session-resumed+, permit
    reports C, closed → charging, charging: withdraw, contactor, fault-cleared+, session-resumed+
    reports D → faulted, fault: fault-cleared+, fault+
    reports E → faulted, fault: fault-cleared+, fault+
    reports a fault → faulted, fault: fault-cleared+, fault+
    board lost → faulted, fault: withdraw, board-lost, fault-cleared+, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → faulted, fault: session-stopped Local+, drop session
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    list changed → faulted, fault: look-up
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw, session-stopped Other+, drop session
    shutdown → faulted, fault: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "paused by a lost board": `
    started → faulted, fault: withdraw
    reports A → available, ready: withdraw, board-back, contactor, unplugged, session-stopped EVDisconnected+, drop session, fault-cleared+
    reports B → paused, paused: withdraw, board-back, contactor, fault-cleared+, session-resumed+, permit
    reports C → charging, charging: withdraw, board-back, contactor, fault-cleared+, session-resumed+, permit
    reports C, closed → charging, charging: withdraw, board-back, fault-cleared+, session-resumed+
    reports D → faulted, fault: withdraw, board-back, contactor, fault-cleared+, fault+
    reports E → faulted, fault: withdraw, board-back, contactor, fault-cleared+, fault+
    reports a fault → faulted, fault: withdraw, board-back, contactor, fault-cleared+, fault+
    board restarted → unavailable, off: withdraw, board-back, board-restarted
    Ann's card → faulted, fault: session-stopped Local+, drop session
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    list changed → faulted, fault: look-up
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw, session-stopped Other+, drop session
    shutdown → faulted, fault: withdraw, keep session
    nothing → tick · deadline reached · board lost · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "paused by the board's restart": `
    started → unavailable, off: withdraw
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: withdraw, contactor, session-resumed+, permit
    reports C → charging, charging: withdraw, contactor, session-resumed+, permit
    reports C, closed → charging, charging: withdraw, session-resumed+
    reports D → faulted, fault: withdraw, contactor, fault+
    reports E → faulted, fault: withdraw, contactor, fault+
    reports a fault → faulted, fault: withdraw, contactor, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → unavailable, off: session-stopped Local+, drop session
    Bo's card → unavailable, checking: look-up
    a random UID → unavailable, refused-unknown: denied random-uid+
    the cloud comes → unavailable, off: cloud-connected
    the cloud goes → unavailable, off
    clock not to be trusted → unavailable, off: clock-untrusted
    a key → unavailable, pin-key
    a right PIN → unavailable, checking: look-up
    remote start → unavailable, checking: look-up
    remote start for Bo → unavailable, checking: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    kept for Ann → unavailable, off: answers connector-faulted
    any kept for a group → unavailable, off: answers connector-faulted
    kept no more → unavailable, off: answers no-reservation
    a card is to be registered → unavailable, off: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → unavailable, off: enrolment-opened
    told that Ann is blocked → unavailable, off: answers accepted to wait, look-up
    answers forgotten → unavailable, off: forget answers, answers accepted to wait
    list changed → unavailable, off: look-up
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "stopped, not open yet": `
    started → finished, finished: withdraw
    deadline reached → faulted, fault: fault+
    reports A → available, ready: contactor, unplugged
    reports B → finished, finished: contactor
    reports C → finished, finished: contactor
    reports C, closed → finished, finished: withdraw
    reports D → faulted, fault: contactor, fault+
    reports E → faulted, fault: contactor, fault+
    reports a fault → faulted, fault: contactor, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, checking: look-up
    Bo's card → finished, checking: look-up
    a random UID → finished, refused-unknown: denied random-uid+
    the cloud comes → finished, finished: cloud-connected
    the cloud goes → finished, finished
    clock not to be trusted → finished, finished: clock-untrusted
    a key → finished, pin-key
    a right PIN → finished, checking: look-up
    remote start → finished, checking: look-up
    remote start for Bo → finished, checking: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    kept for Ann → finished, finished: answers connector-busy
    any kept for a group → finished, finished: answers connector-busy
    kept no more → finished, finished: answers no-reservation
    a card is to be registered → finished, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → finished, enrolment: enrolment-opened
    told that Ann is blocked → finished, finished: answers accepted to wait, look-up
    answers forgotten → finished, finished: forget answers, answers accepted to wait
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  finished: `
    started → finished, finished: withdraw
    reports A → available, ready: unplugged
    reports B → finished, finished
    reports C, closed → finished, finished: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, checking: look-up
    Bo's card → finished, checking: look-up
    a random UID → finished, refused-unknown: denied random-uid+
    the cloud comes → finished, finished: cloud-connected
    the cloud goes → finished, finished
    clock not to be trusted → finished, finished: clock-untrusted
    a key → finished, pin-key
    a right PIN → finished, checking: look-up
    remote start → finished, checking: look-up
    remote start for Bo → finished, checking: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    kept for Ann → finished, finished: answers connector-busy
    any kept for a group → finished, finished: answers connector-busy
    kept no more → finished, finished: answers no-reservation
    a card is to be registered → finished, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → finished, enrolment: enrolment-opened
    told that Ann is blocked → finished, finished: answers accepted to wait, look-up
    answers forgotten → finished, finished: forget answers, answers accepted to wait
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  welded: `
    started → faulted, fault: withdraw
    reports A → available, ready: contactor, unplugged, fault-cleared+
    reports B → finished, finished: contactor, fault-cleared+
    reports C → finished, finished: contactor, fault-cleared+
    reports C, closed → faulted, fault: withdraw
    reports D → faulted, fault: contactor, fault-cleared+, fault+
    reports E → faulted, fault: contactor, fault-cleared+, fault+
    reports a fault → faulted, fault: contactor, fault-cleared+, fault+
    board lost → faulted, fault: withdraw, board-lost
    board restarted → faulted, fault: withdraw, board-restarted
    Ann's card → faulted, fault: look-up
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "not closing": `
    started → faulted, fault: withdraw
    reports A → available, ready: unplugged, fault-cleared+
    reports B → faulted, fault
    reports C, closed → finished, finished: withdraw, contactor, fault-cleared+
    reports D → faulted, fault
    reports E → faulted, fault
    reports a fault → faulted, fault
    board lost → faulted, fault: withdraw, board-lost
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → faulted, fault: look-up
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  recovering: `
    started → unavailable, off: withdraw, restarted+
    deadline reached → unavailable, off: session-stopped PowerLoss+, drop session
    reports A → available, ready: withdraw, session-stopped EVDisconnected+, drop session
    reports B → authorized, waiting: withdraw, plugged, session-resumed+, permit
    reports C → charging, charging: withdraw, plugged, session-resumed+, permit
    reports C, closed → charging, charging: withdraw, contactor, plugged, session-resumed+
    reports D → faulted, fault: withdraw, plugged, fault+
    reports E → faulted, fault: withdraw, fault+
    reports a fault → faulted, fault: withdraw, plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → unavailable, off: session-stopped Local+, drop session
    Bo's card → unavailable, checking: look-up
    a random UID → unavailable, refused-unknown: denied random-uid+
    the cloud comes → unavailable, off: cloud-connected
    the cloud goes → unavailable, off
    clock not to be trusted → unavailable, off: clock-untrusted
    a key → unavailable, pin-key
    a right PIN → unavailable, checking: look-up
    remote start → unavailable, checking: look-up
    remote start for Bo → unavailable, checking: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    kept for Ann → unavailable, off: answers connector-faulted
    any kept for a group → unavailable, off: answers connector-faulted
    kept no more → unavailable, off: answers no-reservation
    a card is to be registered → unavailable, off: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → unavailable, off: enrolment-opened
    told that Ann is blocked → unavailable, off: answers accepted to wait, look-up
    answers forgotten → unavailable, off: forget answers, answers accepted to wait
    list changed → unavailable, off: look-up
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw
    nothing → tick · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  faulty: `
    started → faulted, fault: withdraw
    reports A → available, ready: fault-cleared+
    reports B → awaiting-authorization, yellow: plugged, fault-cleared+, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, fault-cleared+, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, fault-cleared+, awaiting-authorization
    reports D → faulted, fault: plugged, fault-cleared+, fault+
    reports E → faulted, fault: fault-cleared+, fault+
    reports a fault → faulted, fault: plugged, fault-cleared+, fault+
    board lost → faulted, fault: withdraw, board-lost, fault-cleared+, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → faulted, fault: look-up
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  lost: `
    started → faulted, fault: withdraw
    reports A → available, ready: withdraw, board-back, fault-cleared+
    reports B → awaiting-authorization, yellow: withdraw, board-back, plugged, fault-cleared+, awaiting-authorization
    reports C → awaiting-authorization, yellow: withdraw, board-back, plugged, fault-cleared+, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, board-back, contactor, plugged, fault-cleared+, awaiting-authorization
    reports D → faulted, fault: withdraw, board-back, plugged, fault-cleared+, fault+
    reports E → faulted, fault: withdraw, board-back, fault-cleared+, fault+
    reports a fault → faulted, fault: withdraw, board-back, plugged, fault-cleared+, fault+
    board restarted → unavailable, off: withdraw, board-back, board-restarted
    Ann's card → faulted, fault: look-up
    Bo's card → faulted, fault: look-up
    a random UID → faulted, fault: denied random-uid+
    the cloud comes → faulted, fault: cloud-connected
    the cloud goes → faulted, fault
    clock not to be trusted → faulted, fault: clock-untrusted
    a key → faulted, fault
    a right PIN → faulted, fault: look-up
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    kept for Ann → faulted, fault: answers connector-faulted
    any kept for a group → faulted, fault: answers connector-faulted
    kept no more → faulted, fault: answers no-reservation
    a card is to be registered → faulted, fault: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → faulted, fault: enrolment-opened
    told that Ann is blocked → faulted, fault: answers accepted to wait, look-up
    answers forgotten → faulted, fault: forget answers, answers accepted to wait
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · board lost · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
  "open, charging for nobody": `
    started → charging, charging: withdraw
    reports A → available, ready: withdraw, contactor, unplugged, session-stopped EVDisconnected+, drop session
    reports B → paused, paused: contactor
    reports C → charging, charging: contactor
    reports D → faulted, fault: withdraw, contactor, fault+, keep session
    reports E → faulted, fault: withdraw, contactor, fault+, keep session
    reports a fault → faulted, fault: withdraw, contactor, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → charging, checking: look-up
    Bo's card → charging, checking: look-up
    a random UID → charging, refused-unknown: denied random-uid+
    the cloud comes → charging, charging: cloud-connected
    the cloud goes → charging, charging
    clock not to be trusted → charging, charging: clock-untrusted
    a key → charging, pin-key
    a right PIN → charging, checking: look-up
    remote start → charging, checking: look-up
    remote start for Bo → charging, checking: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    kept for Ann → charging, charging: answers connector-busy
    any kept for a group → charging, charging: answers connector-busy
    kept no more → charging, charging: answers no-reservation
    a card is to be registered → charging, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → charging, enrolment: enrolment-opened
    told that Ann is blocked → charging, charging: answers accepted to wait, look-up
    answers forgotten → charging, charging: forget answers, answers accepted to wait
    access restricted → awaiting-authorization, yellow: withdraw, access-changed+, keep access, session-stopped DeAuthorized+, drop session, awaiting-authorization
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C, closed · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access open · cards alone · PINs alone · rules that let fewer go on`,
  "open, waiting to try again": `
    started → plugged, waiting: withdraw
    deadline reached → authorized, waiting: save-start
    reports A → available, ready: unplugged
    reports B → plugged, waiting
    reports C, closed → plugged, waiting: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → plugged, checking: look-up
    Bo's card → plugged, checking: look-up
    a random UID → plugged, refused-unknown: denied random-uid+
    the cloud comes → plugged, waiting: cloud-connected
    the cloud goes → plugged, waiting
    clock not to be trusted → plugged, waiting: clock-untrusted
    a key → plugged, pin-key
    a right PIN → plugged, checking: look-up
    remote start → plugged, checking: look-up
    remote start for Bo → plugged, checking: look-up
    remote stop → plugged, waiting: answers no-session
    remote stop of another → plugged, waiting: answers no-session
    kept for Ann → plugged, waiting: answers connector-busy
    any kept for a group → plugged, waiting: answers connector-busy
    kept no more → plugged, waiting: answers no-reservation
    a card is to be registered → plugged, enrolment: enrolment-opened, answers accepted to wait
    a card is to be registered at the unit → plugged, enrolment: enrolment-opened
    told that Ann is blocked → plugged, waiting: answers accepted to wait, look-up
    answers forgotten → plugged, waiting: forget answers, answers accepted to wait
    access restricted → awaiting-authorization, yellow: access-changed+, keep access, awaiting-authorization
    stop all → plugged, waiting: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · no card is to be registered at the unit · list changed · access open · cards alone · PINs alone · rules that let fewer go on`,
  "going down": `
    started → unavailable, off: withdraw
    reports A → unavailable, off: unplugged, session-stopped EVDisconnected+, drop session
    reports B → unavailable, off
    reports C, closed → unavailable, off: withdraw, contactor
    reports D → faulted, fault: fault+, keep session
    reports E → faulted, fault: fault+, keep session
    reports a fault → faulted, fault: fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → unavailable, off: session-stopped Local+, drop session
    Bo's card → unavailable, off: look-up
    a random UID → unavailable, refused-unknown: denied random-uid+
    the cloud comes → unavailable, off: cloud-connected
    the cloud goes → unavailable, off
    clock not to be trusted → unavailable, off: clock-untrusted
    a key → unavailable, pin-key
    a right PIN → unavailable, off: look-up
    remote start → unavailable, off: look-up
    remote start for Bo → unavailable, off: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    kept for Ann → unavailable, off: answers shutting-down
    any kept for a group → unavailable, off: answers shutting-down
    kept no more → unavailable, off: answers no-reservation
    a card is to be registered → unavailable, off: answers shutting-down
    told that Ann is blocked → unavailable, off: answers accepted to wait, look-up
    answers forgotten → unavailable, off: forget answers, answers accepted to wait
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · found: nobody's · found: a master's · the cloud accepts · the cloud blocks · the cloud cannot be asked · typed no more · saved · not saved · a card is to be registered at the unit · no card is to be registered at the unit · list changed · access restricted · cards alone · PINs alone · rules that let fewer go on`,
};
