module electrummock

go 1.19
