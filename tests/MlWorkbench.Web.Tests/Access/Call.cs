namespace MlWorkbench.Web.Tests.Access;

/// <summary>A request to send.</summary>
/// <param name="Path">Below <c>/api/v1</c>.</param>
/// <param name="Body">Sent as JSON, or as CSV if it is text.</param>
internal sealed record Call(string Path, object? Body = null);
