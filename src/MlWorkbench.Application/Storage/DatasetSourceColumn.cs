using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Storage;

/// <summary>A column with the source of a version: the plain name of a file, or JSON. Rows of earlier versions hold the text of a derivation.</summary>
internal sealed class DatasetSourceColumn() : ValueConverter<DatasetSource, string>(source => Write(source), stored => Read(stored))
{
    private const char JsonStart = '{';

    private static string Write(DatasetSource source) =>
        source is { Origin.Code: Statement.Verbatim, Steps.Count: 0 } && !source.Text.StartsWith(JsonStart) ? source.Text : JsonSerializer.Serialize(source, JsonSerializerOptions.Web);

    private static DatasetSource Read(string stored)
    {
        try
        {
            return stored.StartsWith(JsonStart) && JsonSerializer.Deserialize<DatasetSource>(stored, JsonSerializerOptions.Web) is { Origin: not null, Steps: not null } source
                ? source
                : DatasetSource.OfFile(stored);
        }
        catch (JsonException)
        {
            return DatasetSource.OfFile(stored);
        }
    }
}
