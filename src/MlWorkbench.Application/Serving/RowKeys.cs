using System.Globalization;

namespace MlWorkbench.Application.Serving;

/// <summary>The caller's own keys of the rows of a call.</summary>
internal sealed class RowKeys
{
    private const int LongestKey = 200;

    private readonly IReadOnlyList<string?>? _associationIds;
    private readonly IReadOnlyList<string?>? _entityIds;

    /// <exception cref="WorkbenchException">The number of keys is not that of the rows, or a key is too long.</exception>
    public RowKeys(PredictionRequest request, int rows)
    {
        _associationIds = Check(request.AssociationIds, "associationIds", rows);
        _entityIds = Check(request.EntityIds, "entityIds", rows);
    }

    public string? AssociationIdOf(int row) => _associationIds?[row];

    public string? EntityIdOf(int row) => _entityIds?[row];

    private static IReadOnlyList<string?>? Check(IReadOnlyList<string?>? keys, string column, int rows)
    {
        if (keys is null)
        {
            return null;
        }

        if (keys.Count != rows)
        {
            throw WorkbenchException.Invalid("keys_count", string.Create(CultureInfo.InvariantCulture,
                $"'{column}' has {keys.Count} entries for {rows} rows. Send one entry for each row, and null for a row without a key."), column: column);
        }

        for (var row = 0; row < rows; row++)
        {
            if (keys[row] is { } key && key.Length is 0 or > LongestKey)
            {
                throw WorkbenchException.Invalid("key_invalid", string.Create(CultureInfo.InvariantCulture,
                    $"Row {row + 1}: its entry in '{column}' has {keys[row]!.Length} characters; a key has 1 to {LongestKey}. Send null for a row without a key."),
                    row + 1, column);
            }
        }

        return keys;
    }
}
