namespace MlWorkbench.Scoring.Package;

/// <summary>Rows that break a model's signature; the message is a sentence for the caller.</summary>
/// <param name="column">The column that is missing or has the wrong value.</param>
/// <param name="row">1-based row of the value, where one value is the cause.</param>
public sealed class SignatureException(string message, string column, long? row = null) : Exception(message)
{
    public string Column { get; } = column;

    public long? Row { get; } = row;
}
