package smpp

// As returns a PDU of another command with every field that both commands have
// and every TLV; its octets are its own. A message passes through Relay so: what
// came as submit_multi leaves as submit_sm, a receipt as data_sm.
func (p *PDU) As(id CommandID) *PDU {
	out := New(id)
	if out.row == nil || p.row == nil {
		return out
	}
	for i := range out.row.fields {
		f := &out.row.fields[i]
		if s, r := p.at(f.Field); s != nil && s.off != 0 && r.Kind == f.Kind {
			out.spans[i] = out.put(p.data[s.off : s.off+s.n])
		}
	}
	for t, v := range p.TLVs() {
		out.AddTLV(t, v)
	}
	return out
}
