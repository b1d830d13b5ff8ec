using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>Asks axe-core for violations of WCAG 2.2 A and AA in the page as it is now.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Every rule of these levels. Target size is the one of them that axe leaves off unless it is asked for; what an open menu covers in part is measured when the menu is closed.</summary>
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

    /// <summary>One text per element and rule; empty when there is none.</summary>
    /// <param name="onlyColours">Asks for what a change of the theme can break, which is quicker.</param>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(IPage page, bool onlyColours)
    {
        if (await page.EvaluateAsync<bool>("() => !window.axe"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(Run, onlyColours);
    }
}
