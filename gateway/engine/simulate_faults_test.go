package engine_test

import (
	"fmt"
	"strings"
)

// answers has the provider answer its next submits in some other way.
func (s *story) answers() error {
	how := one(s, "after="+s.millis(10, 3000), "after="+s.millis(10, 3000), "after="+s.millis(21000, 40000), "never", "closes", "nack status=ESME_RSYSERR",
		"status=ESME_RTHROTTLED", "status=ESME_RMSGQFUL", "status=ESME_RSYSERR", "status=ESME_RX_T_APPN", "status=ESME_RINVDSTADR", "status=ESME_RSUBMITFAIL")
	return s.do("provider answers %s times=%d", how, one(s, 1, 1, 2, 4))
}

func (s *story) cuts() error {
	link := one(s, s.links...)
	switch s.IntN(5) {
	case 0:
		return s.do("provider drops link=%s", link)
	case 1:
		return s.do("provider freezes link=%s", link)
	case 2:
		return s.do("cut link=%s from=peer octets=%d", link, s.IntN(300))
	}
	return s.do("cut link=%s from=relay octets=%d", link, s.IntN(600))
}

// kills has Relay die, at once or in the midst of something.
func (s *story) kills() error {
	switch s.IntN(4) {
	case 0:
		return s.do("kill turn=%d", 1+s.IntN(12))
	case 1:
		return s.do("kill commit=%d", 1+s.IntN(12))
	case 2:
		return s.do("kill link=%s octets=%d", one(s, s.links...), s.IntN(800))
	}
	return s.do("kill")
}

func (s *story) restarts() error { return s.do("restart") }

func (s *story) leavesOrReturns() error {
	if s.away = !s.away; s.away {
		return s.do("provider leaves")
	}
	return s.do("provider returns")
}

// garbage has the provider send octets that are no PDU, or only part of one.
func (s *story) garbage() error {
	link := one(s, s.links...)
	if s.reachable(link) == 0 {
		return nil
	}
	octets := make([]byte, 1+s.IntN(40))
	for i := range octets {
		octets[i] = byte(s.IntN(256))
	}
	if s.IntN(2) == 0 {
		octets = append([]byte{0, 0, 0, byte(16 + s.IntN(60))}, octets...) // a length that is possible
	}
	return s.do("perhaps provider sends %s link=%s", fmt.Sprintf("%x", octets), link)
}

func (s *story) refusesBinds() error {
	return s.do("provider refuses status=%s times=%d", one(s, "ESME_RSYSERR", "ESME_RALYBND", "ESME_RBINDFAIL", "ESME_RTHROTTLED"), 1+s.IntN(3))
}

// fillsTheDisk has the database refuse every write for a while.
func (s *story) fillsTheDisk() error {
	if err := s.do("disk full"); err != nil {
		return err
	}
	if err := s.burst(); err != nil {
		return err
	}
	return s.do("disk free")
}

// called is the name that a link has now.
func (s *story) called(link string) string {
	for _, l := range s.d.relay.Config().Clients {
		if l.SystemID == link {
			return l.Name
		}
	}
	return link
}

// renamesAccount has somebody give an account another name: its sessions end, and
// nothing else does.
func (s *story) renamesAccount() error {
	account := s.app()
	for _, a := range s.d.relay.Config().Accounts {
		if baseOf(a.SystemID) == account {
			return s.do("perhaps change account %s system_id=%s", a.SystemID, s.name(account+"~"))
		}
	}
	return nil
}

// changes has somebody change a link while it works: its name, what needs another
// bind, what does not, or that it is to be up.
func (s *story) changes() error {
	link := one(s, s.links...)
	name := s.called(link)
	what := ""
	switch s.IntN(5) {
	case 0:
		return s.renamesAccount()
	case 1:
		what = "name=" + s.name(link+"~")
	case 2:
		what = "system_type=" + s.name("t")
	case 3:
		what = fmt.Sprintf("rate=%d", one(s, 0, 5, 40))
	case 4:
		what = one(s, "enabled=false", "enabled=true", "enabled=true")
	}
	return s.do("perhaps change link %s %s", name, what)
}

// takesBack has somebody take back what was composed or submitted before.
func (s *story) takesBack() error {
	if n := len(s.asked); n > 0 && s.IntN(2) == 0 {
		it := one(s, s.asked[max(0, n-4):]...)
		s.d.mu.Lock()
		id := s.d.given[it[1]]
		s.d.mu.Unlock()
		if id == "" || !s.d.isBound(it[0]) {
			return nil
		}
		return s.do("perhaps app %s cancels %s or=ESME_RCANCELFAIL", it[0], it[1])
	}
	r := s.d.centre.record
	if len(r.composed) == 0 {
		return nil
	}
	newest := r.composed[max(0, len(r.composed)-6):]
	name := one(s, newest...).name
	if strings.Contains(name, " ") {
		return nil
	}
	return s.do("perhaps takes %s refused=already", name)
}
