using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MlWorkbench.Application.Home;
using MudBlazor;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Finds a page, dataset, recipe, experiment or model by a part of its name, and opens it.</summary>
public sealed partial class JumpDialog
{
    private string _text = "";
    private IReadOnlyList<Match> _matches = [];
    private int _selected;
    private Task _finding = Task.CompletedTask;

    [Inject]
    public required JumpCatalog Catalog { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override Task OnInitializedAsync() => _finding = FindAsync("");

    private Task SearchAsync(ChangeEventArgs change) => _finding = FindAsync((string?)change.Value ?? "");

    private async Task FindAsync(string text)
    {
        _text = text;
        await LoadAsync(async actor =>
        {
            var named = await Catalog.FindAsync(actor, text, Left);
            // The answer to an earlier key press must not replace the answer to the last one.
            if (text == _text)
            {
                _matches = [.. NavItem.For(actor).Where(item => item.Title.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)).Select(Match.Of), .. named.Select(Match.Of)];
                _selected = 0;
            }
        });
    }

    private static string IdOf(int index) => $"mlw-palette-{index}";

    private async Task MoveAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when _selected < _matches.Count - 1:
                _selected++;
                break;
            case "ArrowUp" when _selected > 0:
                _selected--;
                break;
            case "Enter":
                // Fast typists press Enter before the answer to the last letter.
                await _finding;
                if (_selected < _matches.Count)
                {
                    Go(_matches[_selected]);
                }

                break;
        }
    }

    private void Go(Match match)
    {
        Dialog.Close();
        Navigation.NavigateTo(match.Url);
    }

    private sealed record Match(string Title, string Kind, string Url, string Icon)
    {
        public static Match Of(NavItem item) => new(item.Title, "Page", item.Url, item.Icon);

        public static Match Of(JumpTarget target) => target.Kind switch
        {
            JumpKind.Dataset => new(target.Name, "Dataset", WorkbenchUrls.Dataset(target.Name), Icons.Material.Outlined.TableChart),
            JumpKind.Recipe => new(target.Name, "Recipe", WorkbenchUrls.Recipe(target.Name), Icons.Material.Outlined.AutoFixHigh),
            JumpKind.Experiment => new(target.Name, "Experiment", WorkbenchUrls.Experiment(target.Id), Icons.Material.Outlined.Science),
            _ => new(target.Name, "Model", WorkbenchUrls.Model(target.Name), Icons.Material.Outlined.Layers),
        };
    }
}
