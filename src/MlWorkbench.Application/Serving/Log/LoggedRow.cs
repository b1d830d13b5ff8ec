namespace MlWorkbench.Application.Serving.Log;

/// <summary>One row of a batch.</summary>
internal sealed record LoggedRow(LogPart Part, int Row, DateTime At, Guid Id)
{
    public string? Text(string column) => Part.Block.Text(column, Row);
}
