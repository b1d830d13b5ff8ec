using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>Runs axe-core for violations of WCAG 2.2 A and AA on the current page.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Every rule of these levels. Target size is off by default in axe.
    /// Targets partly covered by an open menu are measured when the menu is closed.</summary>
    private const string Run =
        """
        async onlyColours => {
          const options = {
            runOnly: onlyColours ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] },
            rules: { 'target-size': { enabled: !document.querySelector('.mud-popover-open') } },
            resultTypes: ['violations'],
          };
          const results = await axe.run(document, options);
          return results.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.flat().join(' ')}\n      ${node.html.slice(0, 200)}\n      ${node.any.concat(node.all, node.none).map(check => check.message).join('; ').slice(0, 300)}`));
        }
        """;

    /// <summary>Returns one text per element and rule. Empty if there are no violations.</summary>
    /// <param name="onlyColours">Runs only the rules that a theme change can break, which is faster.</param>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(IPage page, bool onlyColours)
    {
        if (await page.EvaluateAsync<bool>("() => !window.axe"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(Run, onlyColours);
    }
}
