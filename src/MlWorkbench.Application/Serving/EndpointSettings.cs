namespace MlWorkbench.Application.Serving;

/// <summary>Settings of an endpoint.</summary>
/// <param name="Name">The endpoint's own name, which is that of its model.</param>
public sealed record EndpointSettings(string Name, string Model, EndpointLog Log);
