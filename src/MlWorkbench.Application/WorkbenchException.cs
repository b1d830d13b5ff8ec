namespace MlWorkbench.Application;

/// <summary>A refusal that the user can act on, shown as problem+json in the API and as a message on a page.</summary>
/// <param name="kind">Kind of the refusal, which determines the HTTP status.</param>
/// <param name="code">Stable and machine-readable, for example <c>self_approval</c>.</param>
/// <param name="message">The fact, the place and the remedy, in one or two sentences.</param>
public sealed class WorkbenchException(ErrorKind kind, string code, string message, long? row = null, string? column = null, Exception? inner = null)
    : Exception(message, inner)
{
    public ErrorKind Kind { get; } = kind;

    public string Code { get; } = code;

    public long? Row { get; } = row;

    public string? Column { get; } = column;

    /// <summary>Time until the next attempt. Null if unknown.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static WorkbenchException NotFound(string what) =>
        new(ErrorKind.NotFound, "not_found", $"There is no {what}, or you may not see it.");

    public static WorkbenchException Forbidden(string what) =>
        new(ErrorKind.Forbidden, "forbidden", $"Your role does not allow you to {what}. Ask an administrator for the right.");

    public static WorkbenchException SignedOut() =>
        new(ErrorKind.Forbidden, "signed_out", "Your session has ended. Reload the page to sign in again.");

    public static WorkbenchException Invalid(string code, string message, long? row = null, string? column = null) =>
        new(ErrorKind.Invalid, code, message, row, column);

    public static WorkbenchException Conflict(string code, string message) =>
        new(ErrorKind.Conflict, code, message);
}
