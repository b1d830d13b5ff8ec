namespace MlWorkbench.Application.Storage;

/// <summary>Figures of a feature that metrics show as they are now, such as the length of a queue. <see cref="FigureReader"/> reads them regularly.</summary>
internal interface IFigures
{
    Task ReadAsync(CancellationToken cancellationToken);
}
