using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Storage;

/// <summary>A column with a statement as JSON. Rows of earlier versions hold the plain sentence.</summary>
internal sealed class StatementColumn() : ValueConverter<Statement, string>(statement => Write(statement), stored => Read(stored))
{
    private static string Write(Statement statement) => JsonSerializer.Serialize(statement);

    private static Statement Read(string stored)
    {
        try
        {
            return stored.StartsWith('{') ? JsonSerializer.Deserialize<Statement>(stored)! : Statement.OfText(stored);
        }
        catch (JsonException)
        {
            return Statement.OfText(stored);
        }
    }
}
