import ArgumentParser
import ElectrumSwitch

extension ProviderErrorName: ExpressibleByArgument {}
