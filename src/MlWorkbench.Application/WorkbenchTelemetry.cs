using System.Diagnostics;
using System.Text.Json;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application;

/// <summary>Names of the workbench's own metrics and traces, and values of their tags.</summary>
public static class WorkbenchTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "MlWorkbench";

    /// <summary>Tag of a failure, as in the semantic conventions of OpenTelemetry.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Tag of the way in which something ended.</summary>
    public const string Outcome = "outcome";

    /// <summary>Spans of work that no HTTP request does.</summary>
    public static ActivitySource Activities { get; } = new(Name, ProductVersion.Current);

    /// <summary>One of a few words for the kind of a failure. The texts of exceptions can hold names and values.</summary>
    public static string ErrorTypeOf(Exception failure) => failure switch
    {
        WorkbenchException refusal => WordOf(refusal.Kind),
        EngineException => WordOf(ErrorKind.Invalid),
        OperationCanceledException => "cancelled",
        _ when StorageFailure.Find(failure) is { } refusal => WordOf(refusal.Kind),
        _ => "internal",
    };

    /// <summary>A value of an enumeration as the value of a tag: <c>not_found</c>.</summary>
    public static string WordOf(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
