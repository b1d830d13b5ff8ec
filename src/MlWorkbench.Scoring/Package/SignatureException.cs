namespace MlWorkbench.Scoring.Package;

/// <summary>Rows violate a model's signature. The message is a sentence for the caller.</summary>
/// <param name="column">The missing column, or the column of the invalid value.</param>
/// <param name="row">1-based row of the value, if one value is the cause.</param>
public sealed class SignatureException(string message, string column, long? row = null) : Exception(message)
{
    public string Column { get; } = column;

    public long? Row { get; } = row;
}
