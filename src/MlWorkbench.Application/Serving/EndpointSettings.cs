namespace MlWorkbench.Application.Serving;

/// <summary>What was decided about an endpoint.</summary>
/// <param name="Name">The endpoint's own name; today that of its model.</param>
public sealed record EndpointSettings(string Name, string Model, EndpointLog Log);
