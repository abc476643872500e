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
    Ann's card → unavailable, off: look-up
    Bo's card → unavailable, off: look-up
    a random UID → unavailable, refused: denied random-uid+
    remote start → unavailable, off: look-up
    remote start for Bo → unavailable, off: look-up
    remote stop → unavailable, off: answers no-session
    remote stop of another → unavailable, off: answers no-session
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    a random UID → available, refused: denied random-uid+
    remote start → available, checking: look-up
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    access open → available, ready: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports A · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    a random UID → awaiting-authorization, refused: denied random-uid+
    remote start → awaiting-authorization, checking: look-up
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    access open → authorized, accepted: access-changed+, keep access, save-start
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
  "awaiting, just refused": `
    started → awaiting-authorization, refused: withdraw
    deadline reached → awaiting-authorization, yellow
    reports A → available, refused: unplugged
    reports B → awaiting-authorization, refused
    reports C, closed → awaiting-authorization, refused: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, refused: withdraw, board-restarted
    Ann's card → awaiting-authorization, refused: look-up
    Bo's card → awaiting-authorization, refused: look-up
    a random UID → awaiting-authorization, refused: denied random-uid+
    remote start → awaiting-authorization, refused: look-up
    remote start for Bo → awaiting-authorization, refused: look-up
    remote stop → awaiting-authorization, refused: answers no-session
    remote stop of another → awaiting-authorization, refused: answers no-session
    access open → authorized, accepted: access-changed+, keep access, save-start
    stop all → awaiting-authorization, refused: withdraw
    shutdown → unavailable, refused: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
  "being checked": `
    started → awaiting-authorization, checking: withdraw
    deadline reached → awaiting-authorization, refused: denied check-timeout+
    reports A → available, ready: unplugged
    reports B → awaiting-authorization, checking
    reports C, closed → awaiting-authorization, checking: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Bo's card → awaiting-authorization, checking: look-up
    a random UID → awaiting-authorization, refused: denied random-uid+
    found: active → authorized, accepted: save-start
    found: blocked → awaiting-authorization, refused: denied blocked+
    found: nothing readable → awaiting-authorization, refused: denied store-unavailable+
    remote start → awaiting-authorization, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, checking: answers no-session
    remote stop of another → awaiting-authorization, checking: answers no-session
    access open → authorized, checking: access-changed+, keep access, save-start
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · Ann's card · saved · not saved · list changed · access restricted`,
  "being checked, vehicle gone": `
    started → available, ready: withdraw
    deadline reached → available, refused: denied check-timeout+
    reports B → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C → awaiting-authorization, yellow: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, yellow: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Bo's card → available, checking: look-up
    a random UID → available, refused: denied random-uid+
    found: active → available, refused: denied vehicle-left+
    found: blocked → available, refused: denied blocked+
    found: nothing readable → available, refused: denied store-unavailable+
    remote start → available, ready: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → available, checking: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    access open → available, ready: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · Ann's card · saved · not saved · list changed · access restricted`,
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
    a random UID → awaiting-authorization, refused: denied random-uid+
    found: active → authorized, accepted: save-start
    found: blocked → awaiting-authorization, yellow: denied blocked+, answers Blocked blocked
    found: nothing readable → awaiting-authorization, yellow: denied store-unavailable+, answers Invalid store-unavailable
    remote start → awaiting-authorization, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → awaiting-authorization, checking: look-up
    remote stop → awaiting-authorization, checking: answers no-session
    remote stop of another → awaiting-authorization, checking: answers no-session
    access open → authorized, checking: access-changed+, keep access, save-start
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · Ann's card · saved · not saved · list changed · access restricted`,
  "being checked before the plug": `
    started → available, checking: withdraw
    deadline reached → available, refused: denied check-timeout+
    reports B → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C → awaiting-authorization, checking: plugged, awaiting-authorization
    reports C, closed → awaiting-authorization, checking: withdraw, contactor, plugged, awaiting-authorization
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, checking: withdraw, board-restarted
    Bo's card → available, checking: look-up
    a random UID → available, refused: denied random-uid+
    found: active → authorized, accepted: authorized local-user+
    found: blocked → available, refused: denied blocked+
    found: nothing readable → available, refused: denied store-unavailable+
    remote start → available, checking: denied check-under-way+, answers Invalid check-under-way
    remote start for Bo → available, checking: look-up
    remote stop → available, checking: answers no-session
    remote stop of another → available, checking: answers no-session
    access open → available, checking: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · Ann's card · saved · not saved · list changed · access restricted`,
  "authorized before the plug": `
    started → authorized, accepted: withdraw
    deadline reached → available, ready: authorization-expired+
    reports B → authorized, accepted: plugged, save-start
    reports C → authorized, accepted: plugged, save-start
    reports C, closed → authorized, accepted: withdraw, contactor, plugged, save-start
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → authorized, checking: look-up
    Bo's card → authorized, accepted: look-up
    a random UID → authorized, refused: denied random-uid+
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, accepted: look-up
    remote stop → available, ready: authorization-expired+, answers accepted to wait
    remote stop of another → authorized, accepted: answers no-session
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
  "authorized before the plug, under review": `
    started → authorized, accepted: withdraw
    deadline reached → authorized, accepted
    reports B → authorized, accepted: plugged, save-start
    reports C → authorized, accepted: plugged, save-start
    reports C, closed → authorized, accepted: withdraw, contactor, plugged, save-start
    reports D → faulted, fault: plugged, fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → authorized, checking: look-up
    Bo's card → authorized, accepted: look-up
    a random UID → authorized, refused: denied random-uid+
    found: active → authorized, accepted
    found: blocked → available, ready: authorization-expired+
    found: nothing readable → authorized, accepted
    remote start → authorized, checking: look-up
    remote start for Bo → authorized, accepted: look-up
    remote stop → available, ready: authorization-expired+, answers accepted to wait
    remote stop of another → authorized, accepted: answers no-session
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports A · saved · not saved · access restricted`,
  "starting for the cloud": `
    started → authorized, accepted: withdraw
    deadline reached → awaiting-authorization, refused: denied store-unavailable+, answers Invalid store-unavailable, awaiting-authorization
    reports A → available, ready: unplugged, answers Invalid vehicle-left
    reports B → authorized, accepted
    reports C, closed → authorized, accepted: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, finished: answers Invalid stopped
    Bo's card → authorized, accepted: look-up
    a random UID → authorized, refused: denied random-uid+
    saved → charging, charging: authorized local-user, session-started, answers accepted run1-1, permit
    not saved → awaiting-authorization, refused: denied store-unavailable+, answers Invalid store-unavailable, awaiting-authorization
    remote start → authorized, accepted: look-up
    remote start for Bo → authorized, accepted: look-up
    remote stop → finished, finished: answers Invalid stopped, answers accepted run1-1
    remote stop of another → authorized, accepted: answers no-session
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    stop all → finished, finished: withdraw, answers Invalid stopped
    shutdown → unavailable, off: withdraw, answers Invalid shutting-down
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · access restricted`,
  starting: `
    started → authorized, accepted: withdraw
    deadline reached → awaiting-authorization, refused: denied store-unavailable+, awaiting-authorization
    reports A → available, ready: unplugged
    reports B → authorized, accepted
    reports C, closed → authorized, accepted: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → finished, finished
    Bo's card → authorized, accepted: look-up
    a random UID → authorized, refused: denied random-uid+
    saved → charging, charging: authorized local-user, session-started, permit
    not saved → awaiting-authorization, refused: denied store-unavailable+, awaiting-authorization
    remote start → authorized, accepted: look-up
    remote start for Bo → authorized, accepted: look-up
    remote stop → finished, finished: answers accepted run1-1
    remote stop of another → authorized, accepted: answers no-session
    list changed → authorized, accepted: look-up
    access open → authorized, accepted: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · access restricted`,
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
    Ann's card → finished, finished: look-up
    Bo's card → finished, finished: look-up
    a random UID → finished, refused: denied random-uid+
    saved → finished, finished: authorized local-user, session-started, session-stopped Local+, drop session
    not saved → finished, finished
    remote start → finished, finished: look-up
    remote start for Bo → finished, finished: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · list changed · access restricted`,
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
    Ann's card → available, ready: look-up
    Bo's card → available, ready: look-up
    a random UID → available, refused: denied random-uid+
    saved → available, ready: authorized local-user, session-started, session-stopped EVDisconnected+, drop session
    not saved → available, ready
    remote start → available, ready: look-up
    remote start for Bo → available, ready: look-up
    remote stop → available, ready: answers no-session
    remote stop of another → available, ready: answers no-session
    access open → available, ready: access-changed+, keep access
    stop all → available, ready: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports A · found: active · found: blocked · found: nothing readable · list changed · access restricted`,
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
    Ann's card → awaiting-authorization, yellow: look-up
    Bo's card → awaiting-authorization, yellow: look-up
    a random UID → awaiting-authorization, refused: denied random-uid+
    saved → awaiting-authorization, yellow: authorized local-user, session-started, session-stopped Other+, drop session
    not saved → awaiting-authorization, yellow
    remote start → awaiting-authorization, yellow: look-up
    remote start for Bo → awaiting-authorization, yellow: look-up
    remote stop → awaiting-authorization, yellow: answers no-session
    remote stop of another → awaiting-authorization, yellow: answers no-session
    access open → plugged, accepted: access-changed+, keep access
    stop all → awaiting-authorization, yellow: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · list changed · access restricted`,
  "permitted, not closed yet": `
    started → charging, charging: withdraw, permit
    deadline reached → faulted, fault: withdraw, session-stopped Other+, drop session, fault+
    reports A → available, ready: withdraw, unplugged, session-stopped EVDisconnected+, drop session
    reports B → authorized, accepted
    reports C, closed → charging, charging: contactor
    reports D → faulted, fault: withdraw, fault+, keep session
    reports E → faulted, fault: withdraw, fault+, keep session
    reports a fault → faulted, fault: withdraw, fault+, keep session
    board lost → faulted, fault: withdraw, board-lost, fault+, keep session
    board restarted → unavailable, off: withdraw, board-restarted, keep session
    Ann's card → finished, finished: withdraw, session-stopped Local+, drop session
    Bo's card → charging, charging: look-up
    a random UID → charging, refused: denied random-uid+
    remote start → charging, charging: look-up
    remote start for Bo → charging, charging: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    Bo's card → charging, charging: look-up
    a random UID → charging, refused: denied random-uid+
    remote start → charging, charging: look-up
    remote start for Bo → charging, charging: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C, closed · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    Bo's card → charging, charging: look-up
    a random UID → charging, refused: denied random-uid+
    found: active → charging, charging
    found: blocked → awaiting-authorization, yellow: withdraw, session-stopped DeAuthorized+, drop session, awaiting-authorization
    found: nothing readable → charging, charging
    remote start → charging, charging: look-up
    remote start for Bo → charging, charging: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    list changed → charging, charging: look-up
    access open → charging, charging: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · reports C, closed · saved · not saved · access restricted`,
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
    Bo's card → paused, paused: look-up
    a random UID → paused, refused: denied random-uid+
    remote start → paused, paused: look-up
    remote start for Bo → paused, paused: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → paused, paused: answers no-session
    list changed → paused, paused: look-up
    access open → paused, paused: access-changed+, keep access
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → faulted, fault: answers no-session
    list changed → faulted, fault: look-up
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw, session-stopped Other+, drop session
    shutdown → faulted, fault: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → faulted, fault: answers no-session
    list changed → faulted, fault: look-up
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw, session-stopped Other+, drop session
    shutdown → faulted, fault: withdraw, keep session
    nothing → tick · deadline reached · board lost · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    Bo's card → unavailable, off: look-up
    a random UID → unavailable, refused: denied random-uid+
    remote start → unavailable, off: look-up
    remote start for Bo → unavailable, off: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    list changed → unavailable, off: look-up
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    a random UID → finished, refused: denied random-uid+
    remote start → finished, checking: look-up
    remote start for Bo → finished, checking: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    a random UID → finished, refused: denied random-uid+
    remote start → finished, checking: look-up
    remote start for Bo → finished, checking: look-up
    remote stop → finished, finished: answers no-session
    remote stop of another → finished, finished: answers no-session
    access open → finished, finished: access-changed+, keep access
    stop all → finished, finished: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
  recovering: `
    started → unavailable, off: withdraw, restarted+
    reports A → available, ready: withdraw, session-stopped EVDisconnected+, drop session
    reports B → authorized, accepted: withdraw, plugged, session-resumed+, permit
    reports C → charging, charging: withdraw, plugged, session-resumed+, permit
    reports C, closed → charging, charging: withdraw, contactor, plugged, session-resumed+
    reports D → faulted, fault: withdraw, plugged, fault+
    reports E → faulted, fault: withdraw, fault+
    reports a fault → faulted, fault: withdraw, plugged, fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → unavailable, off: session-stopped Local+, drop session
    Bo's card → unavailable, off: look-up
    a random UID → unavailable, refused: denied random-uid+
    remote start → unavailable, off: look-up
    remote start for Bo → unavailable, off: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    list changed → unavailable, off: look-up
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    remote start → faulted, fault: look-up
    remote start for Bo → faulted, fault: look-up
    remote stop → faulted, fault: answers no-session
    remote stop of another → faulted, fault: answers no-session
    access open → faulted, fault: access-changed+, keep access
    stop all → faulted, fault: withdraw
    shutdown → faulted, fault: withdraw
    nothing → tick · deadline reached · board lost · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
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
    Ann's card → charging, charging: look-up
    Bo's card → charging, charging: look-up
    a random UID → charging, refused: denied random-uid+
    remote start → charging, charging: look-up
    remote start for Bo → charging, charging: look-up
    remote stop → finished, finished: withdraw, session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → charging, charging: answers no-session
    access restricted → awaiting-authorization, yellow: withdraw, access-changed+, keep access, session-stopped DeAuthorized+, drop session, awaiting-authorization
    stop all → finished, finished: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C, closed · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access open`,
  "open, waiting to try again": `
    started → plugged, accepted: withdraw
    deadline reached → authorized, accepted: save-start
    reports A → available, ready: unplugged
    reports B → plugged, accepted
    reports C, closed → plugged, accepted: withdraw, contactor
    reports D → faulted, fault: fault+
    reports E → faulted, fault: fault+
    reports a fault → faulted, fault: fault+
    board lost → faulted, fault: withdraw, board-lost, fault+
    board restarted → unavailable, off: withdraw, board-restarted
    Ann's card → plugged, checking: look-up
    Bo's card → plugged, checking: look-up
    a random UID → plugged, refused: denied random-uid+
    remote start → plugged, checking: look-up
    remote start for Bo → plugged, checking: look-up
    remote stop → plugged, accepted: answers no-session
    remote stop of another → plugged, accepted: answers no-session
    access restricted → awaiting-authorization, yellow: access-changed+, keep access, awaiting-authorization
    stop all → plugged, accepted: withdraw
    shutdown → unavailable, off: withdraw
    nothing → tick · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access open`,
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
    a random UID → unavailable, refused: denied random-uid+
    remote start → unavailable, off: look-up
    remote start for Bo → unavailable, off: look-up
    remote stop → unavailable, off: session-stopped Remote+, drop session, answers accepted run1-1
    remote stop of another → unavailable, off: answers no-session
    access open → unavailable, off: access-changed+, keep access
    stop all → unavailable, off: withdraw, session-stopped Other+, drop session
    shutdown → unavailable, off: withdraw, keep session
    nothing → tick · deadline reached · reports C · found: active · found: blocked · found: nothing readable · saved · not saved · list changed · access restricted`,
};
