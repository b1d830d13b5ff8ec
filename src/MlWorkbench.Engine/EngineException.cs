namespace MlWorkbench.Engine;

/// <summary>Data or a request that the engine cannot process, with a sentence for the user: the fact, the place (row, column) and the remedy.</summary>
/// <param name="code">Stable and machine-readable, for example <c>target_constant</c>.</param>
/// <param name="row">1-based data row, if one row is the cause.</param>
/// <param name="column">Column name, if one column is the cause.</param>
public sealed class EngineException(string code, string message, long? row = null, string? column = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public long? Row { get; } = row;

    public string? Column { get; } = column;
}
