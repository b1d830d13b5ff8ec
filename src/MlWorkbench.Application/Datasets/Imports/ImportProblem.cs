using MlWorkbench.Engine;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>A refusal as the row stores it, so that a waiting request answers it as if it had read the file itself.</summary>
/// <param name="Kind">Null for a refusal by the engine.</param>
internal sealed record ImportProblem(ErrorKind? Kind, string Code, string Message, long? Row, string? Column, TimeSpan? RetryAfter)
{
    public static ImportProblem Of(WorkbenchException refusal) => new(refusal.Kind, refusal.Code, refusal.Message, refusal.Row, refusal.Column, refusal.RetryAfter);

    public static ImportProblem Of(EngineException refusal) => new(null, refusal.Code, refusal.Message, refusal.Row, refusal.Column, null);

    public Exception ToException() => Kind is { } kind
        ? new WorkbenchException(kind, Code, Message, Row, Column) { RetryAfter = RetryAfter }
        : new EngineException(Code, Message, Row, Column);
}
