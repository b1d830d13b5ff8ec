using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Web.Components;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Shows an analysis: asks for it, and asks again until it is worked out.</summary>
public abstract class AnalysisPanel<T> : WorkbenchPage
    where T : class
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private object? _question;
    private Func<Actor, Task<Analysis<T>>>? _ask;
    private bool _watching;

    /// <summary>Null before the first answer.</summary>
    protected Analysis<T>? Analysis { get; private set; }

    /// <param name="question">What is asked, by value; the same question is not asked twice.</param>
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

    /// <summary>Shows nothing, and asks nothing more.</summary>
    protected void ShowNothing() => (_question, _ask, Analysis) = (null, null, null);

    /// <summary>Makes of a result what is to be drawn.</summary>
    protected virtual void Prepare(T result)
    {
        // Most panels show a result as it is.
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
            // Another question may have been asked meanwhile.
            if (ReferenceEquals(ask, _ask))
            {
                Take(answer);
            }
        });
        return Refusal is null && Analysis is null or { IsRunning: true };
    }
}
