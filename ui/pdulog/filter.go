package pdulog

// ShowFilter lists the PDUs that fit a filter, of every session.
func (v *View) ShowFilter(text string) {
	v.closeSequence()
	v.pdus.Unfollow()
	v.pdus.SetFilter(text)
}
