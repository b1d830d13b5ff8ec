namespace MlWorkbench.Application.Serving.Log;

/// <summary>Times of predictions to read: from the first, before the second. Null means open.</summary>
internal sealed record LogWindow(DateTime? From = null, DateTime? To = null)
{
    public static LogWindow All { get; } = new();

    public bool Holds(DateTime at) => !(at < From) && !(at >= To);
}
