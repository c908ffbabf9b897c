package engine_test

import (
	"fmt"
	"strconv"
	"strings"

	"relay/gateway/smpp"
)

// turn is the next thing that happens.
func (s *story) turn() error {
	type deed struct {
		weight int
		do     func() error
	}
	deeds := []deed{{20, s.composes}, {12, s.submits}, {20, s.receipt}, {10, s.burst}, {10, s.incoming}, {6, s.bring}, {18, s.waits}, {6, s.appComesOrGoes}, {3, s.changes}, {4, s.takesBack}, {3, s.campaign}}
	if !s.smooth {
		deeds = append(deeds, []deed{{14, s.answers}, {9, s.cuts}, {6, s.kills}, {2, s.restarts}, {3, s.leavesOrReturns}, {3, s.garbage}, {2, s.refusesBinds}, {3, s.appTrouble}, {3, s.fillsTheDisk}}...)
	}
	total := 0
	for _, d := range deeds {
		total += d.weight
	}
	n := s.IntN(total)
	for _, d := range deeds {
		if n -= d.weight; n < 0 {
			return d.do()
		}
	}
	return nil
}

func (s *story) number() string { return fmt.Sprintf("3630%d", 1000000+s.IntN(20)) }

func (s *story) composes() error {
	name := s.name("m")
	extra := ""
	switch s.IntN(10) {
	case 0, 1:
		extra = fmt.Sprintf(" long=%d", 200+s.IntN(500))
	case 2:
		extra = " at=" + s.millis(500, 60000)
	case 3:
		extra = " valid=" + s.millis(5000, 300000)
	case 4:
		extra = fmt.Sprintf(" priority=%d", 1+s.IntN(3))
	}
	return s.do("perhaps send %s link=%s to=+%s text=%s times=%d%s%s", name, s.called(one(s, s.links...)), s.number(), name, one(s, 1, 1, 2, 5, 12), extra, s.and())
}

func (s *story) campaign() error {
	if s.crowd {
		return nil
	}
	return s.do("perhaps campaign %s link=%s rows=%d pace=%d", s.name("c"), s.called(one(s, s.links...)), 1+s.IntN(12), one(s, 0, 0, 30))
}

// and is the end of a line: what comes next does not wait for it in a crowd.
func (s *story) and() string {
	if s.crowd {
		return " &"
	}
	return ""
}

func (s *story) app() string {
	if len(s.accounts) == 0 {
		return ""
	}
	return one(s, s.accounts...)
}

func (s *story) binds(account string) error {
	return s.do("perhaps app %s binds as=%s version=%s", account, one(s, "transceiver", "transceiver", "transmitter"), one(s, "3.4", "3.4", "5.0"))
}

func (s *story) submits() error {
	name := s.app()
	if name == "" || !s.d.isBound(name) {
		return nil
	}
	text := s.name("s")
	extra := ""
	switch s.IntN(8) {
	case 0:
		extra = " at=" + fmt.Sprintf("0000000000%02d000R", 1+s.IntN(50))
	case 1:
		extra = " valid=" + fmt.Sprintf("00000000%02d%02d000R", s.IntN(5), 5+s.IntN(50))
	case 2:
		extra = " receipt=0"
	case 3:
		extra = fmt.Sprintf(" priority=%d", s.IntN(4))
	case 4:
		ref, total := s.names%256, 2+s.IntN(3)
		for n := range total {
			if !s.d.isBound(name) {
				return nil
			}
			if err := s.do("perhaps app %s submits %s.%d to=%s text=%s.%d part=%d:%d/%d%s", name, text, n+1, s.number(), text, n+1, ref, n+1, total, s.and()); err != nil {
				return err
			}
		}
		return nil
	}
	times, called := one(s, 1, 1, 3, 8), text
	if times > 1 {
		called += ".2"
	}
	s.asked = append(s.asked, [2]string{name, called})
	return s.do("perhaps app %s submits %s to=%s text=%s times=%d%s%s", name, text, s.number(), text, times, extra, s.and())
}

// isBound tells whether an application can ask something.
func (d *dialogue) isBound(name string) bool {
	a := d.apps[name]
	return a != nil && a.s != nil && a.s.State().Bound()
}

func (s *story) appComesOrGoes() error {
	name := s.app()
	if name == "" {
		return nil
	}
	if s.IntN(3) == 0 {
		name += ".2"
		if !s.d.isBound(name) {
			return s.do("perhaps app %s binds as=%s version=%s", name, one(s, "receiver", "transceiver"), one(s, "3.3", "3.4", "5.0"))
		}
	}
	if !s.d.isBound(name) {
		return s.binds(name)
	}
	if s.IntN(2) == 0 {
		return s.do("app %s leaves", name)
	}
	return s.do("perhaps app %s drops", name)
}

func (s *story) appTrouble() error {
	name := s.app()
	if name == "" || !s.d.isBound(name) {
		return nil
	}
	switch s.IntN(3) {
	case 0:
		return s.do("app %s refuses times=%d", name, 1+s.IntN(3))
	case 1:
		return s.do("app %s ignores times=%d", name, 1+s.IntN(3))
	}
	return s.do("cut app=%s from=%s octets=%d", name, one(s, "relay", "peer"), s.IntN(400))
}

// receipt has a provider report on a part that it has taken.
func (s *story) receipt() error {
	list := s.d.centre.record.submits()
	for range min(len(list), 5) {
		nr := s.IntN(len(list))
		x := list[nr]
		link := x.conn.name
		if before := s.reported[x]; before != "" {
			if s.IntN(6) == 0 && s.reachable(link) > 0 {
				return s.bringLine(before)
			}
			continue
		}
		id := s.d.centre.record.promised(x)
		if id == "" || s.reachable(link) == 0 {
			continue
		}
		n, _ := strconv.ParseUint(id, map[bool]int{true: 16, false: 10}[s.forms.answer != "%d"], 64)
		id = s.forms.receipt(n, id)
		stat := one(s, "DELIVRD", "DELIVRD", "DELIVRD", "DELIVRD", "UNDELIV", "EXPIRED", "ACCEPTD")
		form := fmt.Sprintf("id=%s stat=%s", id, stat)
		if stat == "UNDELIV" {
			form += fmt.Sprintf(" err=%03d", s.IntN(1000))
		}
		if x.conn.version >= smpp.V34 && s.IntN(4) == 0 {
			form += " tlv-id=" + id
		}
		line := fmt.Sprintf("perhaps receipt link=%s bind=%d nr=%d %s", link, 1+s.IntN(s.reachable(link)), nr+1, form)
		if stat != "ACCEPTD" {
			s.reported[x] = line
		}
		return s.bringLine(line)
	}
	if len(list) > 0 && s.IntN(8) == 0 {
		if link := one(s, s.links...); s.reachable(link) > 0 {
			return s.bringLine(fmt.Sprintf("perhaps receipt link=%s nr=0 id=nobody%d stat=DELIVRD", link, s.IntN(1000)))
		}
	}
	return nil
}

func (s *story) incoming() error {
	link, text, from, to := one(s, s.links...), s.name("i"), s.number(), one(s, "1234", "5678")
	if s.IntN(2) == 0 {
		s.later = append(s.later, fmt.Sprintf("perhaps incoming link=%s from=%s to=%s text=%s", link, from, to, text))
		return s.bring()
	}
	kind, total := "", 2+s.IntN(4)
	if s.d.centre.record.links[link].Version >= smpp.V34 {
		kind = one(s, "", " sar")
	}
	for _, n := range s.Perm(total) {
		s.later = append(s.later, fmt.Sprintf("perhaps incoming%s link=%s from=%s to=%s text=%s.%d part=%d:%d/%d", kind, link, from, to, text, n+1, s.names%256, n+1, total))
	}
	return s.bring()
}

// bring has a provider bring one of the things that it has to.
func (s *story) bring() error {
	if len(s.later) == 0 {
		return nil
	}
	n := s.IntN(len(s.later))
	line := s.later[n]
	s.later = append(s.later[:n:n], s.later[n+1:]...)
	return s.bringLine(line)
}

// bringLine has a provider bring something, and again later if Relay did not
// acknowledge it.
func (s *story) bringLine(line string) error {
	if s.reachable(linkOf(line)) == 0 {
		s.later = append(s.later, line)
		return s.waits()
	}
	s.d.mu.Lock()
	delete(s.d.acked, rawOf(line))
	s.d.mu.Unlock()
	if s.crowd {
		s.together = append(s.together, line)
		return s.do("%s &", line)
	}
	err := s.do("%s", line)
	s.again(line)
	return err
}

// again keeps for later what Relay did not acknowledge.
func (s *story) again(line string) {
	if !s.d.acked[rawOf(line)] {
		s.later = append(s.later, line)
	}
}

// rawOf are the words of a line that begins with "perhaps receipt" or the like,
// as its options know them.
func rawOf(line string) string { return strings.Join(strings.Fields(line)[2:], " ") }

func linkOf(line string) string { return optionsOf(strings.Fields(line)).of["link"] }

// burst has many things happen at once, and perhaps Relay die amidst them.
func (s *story) burst() error {
	if !s.smooth && s.IntN(3) == 0 {
		if err := one(s, s.kills, s.cuts)(); err != nil {
			return err
		}
	}
	s.crowd, s.together = true, nil
	for range 2 + s.IntN(10) {
		if err := one(s, s.composes, s.submits, s.receipt, s.receipt, s.incoming, s.bring)(); err != nil {
			return err
		}
	}
	s.crowd = false
	err := s.do("wait %s", s.millis(1, 3000))
	for _, line := range s.together {
		s.again(line)
	}
	return err
}

func (s *story) waits() error {
	if s.crowd {
		return nil
	}
	switch s.IntN(4) {
	case 0:
		return s.do("wait %s", s.millis(1, 1000))
	case 1, 2:
		return s.do("wait %s", s.millis(1000, 10000))
	}
	return s.do("wait %s", s.millis(10000, 90000))
}
