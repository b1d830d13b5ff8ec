namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A comment on a transition request.</summary>
public sealed record TransitionRemark(string By, string? ByEmail, DateTime At, string Text);
