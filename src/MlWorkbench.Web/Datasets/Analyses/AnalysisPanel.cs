using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Web.Components;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Shows an analysis: requests it, and refreshes it until it is computed.</summary>
public abstract class AnalysisPanel<T> : WorkbenchPage
    where T : class
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private object? _question;
    private Func<Actor, Task<Analysis<T>>>? _ask;
    private bool _watching;

    /// <summary>Null before the first answer.</summary>
    protected Analysis<T>? Analysis { get; private set; }

    /// <param name="question">Identifies the analysis by value. The same analysis is not requested twice in a row.</param>
    protected async Task ShowAsync(object question, Func<Actor, Task<Analysis<T>>> ask)
    {
        if (question.Equals(_question))
        {
            return;
        }

        (_question, _ask, Analysis) = (question, ask, null);
        if (await RefreshAsync() && !_watching)
        {
            _watching = true;
            _ = WatchAsync();
        }
    }

    /// <summary>Clears the panel and stops the refresh.</summary>
    protected void ShowNothing() => (_question, _ask, Analysis) = (null, null, null);

    /// <summary>Prepares a result for rendering.</summary>
    protected virtual void Prepare(T result)
    {
        // Most panels render a result unchanged.
    }

    private void Take(Analysis<T> answer)
    {
        Analysis = answer;
        if (answer.Result is { } result)
        {
            Prepare(result);
        }
    }

    private async Task WatchAsync()
    {
        await KeepFreshAsync(RefreshInterval, RefreshAsync);
        _watching = false;
    }

    private async Task<bool> RefreshAsync()
    {
        if (_ask is not { } ask)
        {
            return false;
        }

        await LoadAsync(async actor =>
        {
            var answer = await ask(actor);
            // The panel may have requested another analysis since then.
            if (ReferenceEquals(ask, _ask))
            {
                Take(answer);
            }
        });
        return Refusal is null && Analysis is null or { IsRunning: true };
    }
}
