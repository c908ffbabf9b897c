// Package diagnose finds out why a link to a provider does not work: it goes
// through a TABLE of steps (resolve, connect, tls, bind, enquire_link, unbind)
// on a connection of its own and says for each what was seen, how long it took
// and what to do.
//
// It touches no running link. Run returns when the steps are done; it owns the
// goroutine of its one session.
package diagnose
