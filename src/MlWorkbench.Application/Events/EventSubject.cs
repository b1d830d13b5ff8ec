namespace MlWorkbench.Application.Events;

/// <summary>The object that changed.</summary>
/// <param name="Kind"><c>dataset</c>, <c>model</c> …</param>
/// <param name="Name">For people. A number or state of the object can follow its name.</param>
internal sealed record EventSubject(string Kind, Guid Id, string Name);
