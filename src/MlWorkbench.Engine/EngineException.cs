namespace MlWorkbench.Engine;

/// <summary>Data or a request that the engine cannot work with, said in a sentence for the user: what, where (row, column) and what to do.</summary>
/// <param name="code">Stable and machine-readable, for example <c>target_constant</c>.</param>
/// <param name="row">1-based data row, where one row is the cause.</param>
/// <param name="column">Column name, where one column is the cause.</param>
public sealed class EngineException(string code, string message, long? row = null, string? column = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public long? Row { get; } = row;

    public string? Column { get; } = column;
}
