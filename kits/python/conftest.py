pytest_plugins = ["electrum_mock"]
