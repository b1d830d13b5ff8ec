using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The place of a result, as callers write it.</summary>
internal static class BatchTarget
{
    /// <param name="output"><c>"csv"</c>, <c>"parquet"</c> or <c>{"dataset": "name"}</c>. If null, CSV.</param>
    /// <exception cref="WorkbenchException">It is another value.</exception>
    public static (BatchOutput Output, string? Into) Read(JsonElement? output) => output switch
    {
        null or { ValueKind: JsonValueKind.Null } => (BatchOutput.Csv, null),
        { ValueKind: JsonValueKind.String } name => (ReadFile(name.GetString()), null),
        { ValueKind: JsonValueKind.Object } place
            when place.EnumerateObject().ToList() is [{ Name: "dataset", Value: { ValueKind: JsonValueKind.String } name }] =>
            (BatchOutput.Dataset, name.GetString()),
        _ => throw Unknown(),
    };

    /// <param name="name"><c>csv</c> or <c>parquet</c>. If null, CSV.</param>
    /// <exception cref="WorkbenchException">It is another name.</exception>
    public static BatchOutput ReadFile(string? name) => name switch
    {
        null or "csv" => BatchOutput.Csv,
        "parquet" => BatchOutput.Parquet,
        _ => throw Unknown(),
    };

    private static WorkbenchException Unknown() => new(
        ErrorKind.Malformed, "output_unknown", "The form of 'output' is unknown. Use \"csv\", \"parquet\" or {\"dataset\": \"name\"}.", column: "output");
}
