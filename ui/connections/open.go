package connections

// TestClient tests a client link by its name, as it is stored.
func (v *View) TestClient(name string) {
	if c, ok := v.deps.Engine.Config().Client(name); ok {
		v.test(c)
	}
}
