package engine

import "time"

// meter counts events over the last ten seconds, by tenths of a second.
type meter struct {
	slot [100]uint32
	at   int64 // the newest slot, in tenths since 1970
}

func (m *meter) advance(tenth int64) {
	if tenth-m.at >= int64(len(m.slot)) || m.at == 0 {
		m.slot = [100]uint32{}
		m.at = tenth
		return
	}
	for m.at < tenth {
		m.at++
		m.slot[m.at%int64(len(m.slot))] = 0
	}
}

func (m *meter) add(now time.Time) {
	m.advance(now.UnixMilli() / 100)
	m.slot[m.at%int64(len(m.slot))]++
}

// rate is events a second over the last ten.
func (m *meter) rate(now time.Time) float64 { return float64(m.last(now, len(m.slot))) / 10 }

// last counts the events of the last tenths of a second, the present one among
// them.
func (m *meter) last(now time.Time, tenths int) (n int) {
	m.advance(now.UnixMilli() / 100)
	for i := range tenths {
		n += int(m.slot[(m.at-int64(i))%int64(len(m.slot))])
	}
	return n
}
