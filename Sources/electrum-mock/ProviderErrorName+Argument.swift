public import ArgumentParser
public import ElectrumSwitch

extension ProviderErrorName: ExpressibleByArgument {}
