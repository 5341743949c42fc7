"""What the editor makes of the specs of all recipes: YAML that says the same, lines of all parts, patches, and a field for every part."""

from tests.browser.site import Site

#: Returns what is not as it should be, for every recipe and variant.
FAULTS = """async () => {
  const { read, write, linesOf } = await import("/static/app/core/spec_text.js");
  const { difference, merged, isSame } = await import("/static/app/core/merge_patch.js");
  const { chosen, fit, shapesOf } = await import("/static/app/core/schema.js");
  const { keysOf } = await import("/static/app/core/pointer.js");
  const json = async (path) => (await fetch(path)).json();
  const schema = await json("/v1/specs/schema");
  const faults = [];
  const walk = (shape, value, place) => {
    if (value === null || shape.kind === "any" || shape.kind === "const") return;
    if (!fit(shape, value)) faults.push(["fits no field", place]);
    else if (shape.kind === "choice") walk(chosen(shape, value), value, place);
    else if (shape.kind === "tagged") walk(shape.shapeOf(value[shape.tag]), value, place);
    else if (shape.kind === "object") for (const key of Object.keys(value)) walk(shape.shapeOf(key), value[key], `${place}/${key}`);
    else if (shape.kind === "list") value.forEach((item, index) => walk(shape.item, item, `${place}/${index}`));
    else if (shape.kind === "map") for (const key of Object.keys(value)) walk(shape.item, value[key], `${place}/${key}`);
  };
  const shape = shapesOf(schema)(schema);
  for (const { id } of await json("/v1/catalog")) {
    const recipe = await json(`/v1/catalog/${id}`);
    const text = write(recipe.spec);
    if (!isSame(read(text).spec, recipe.spec)) faults.push(["says another spec", id]);
    walk(shape, recipe.spec, id);
    const lines = text.split("\\n");
    for (const [pointer, line] of linesOf(text)) {
      const key = keysOf(pointer).at(-1);
      if (key && !/^\\d+$/.test(key) && !lines[line].includes(key)) faults.push(["is in another line", id, pointer]);
    }
    for (const { patch } of Object.values(recipe.variants)) {
      const spec = merged(recipe.spec, patch);
      if (!isSame(merged(recipe.spec, difference(recipe.spec, spec)), spec)) faults.push(["is another patch", id]);
    }
  }
  return faults;
}"""


def test_the_editor_keeps_every_spec_of_the_catalog(site: Site) -> None:
    with site.opened("/catalog") as page:
        page.locator(".recipe-card").first.wait_for()
        assert page.evaluate(FAULTS) == []


def test_what_a_fault_suggests_is_taken_at_its_part(site: Site) -> None:
    with site.opened("/catalog") as page:
        changed = page.evaluate("""async () => {
          const { suggestion } = await import("/static/app/core/suggestion.js");
          const spec = { trainig: { loss: "mse" }, model: { layers: [{ layer: "Dens", units: 3 }] }, target: "wieght kg" };
          const faults = [["/trainig", "trainig: unknown; did you mean training?"],
            ["/trainig/loss", 'should be hinge, got "mse"; did you mean mean_squared_error?'],
            ["/model/layers/0", 'expected one of Dense, got "Dens"; did you mean Dense?'],
            ["/target", 'got "wieght kg"; did you mean "weight kg"?'], ["/epochs", "did you mean 3?"]];
          return faults.map(([pointer, detail]) => suggestion(spec, { pointer, detail })?.spec ?? null);
        }""")
    base = {"trainig": {"loss": "mse"}, "model": {"layers": [{"layer": "Dens", "units": 3}]}, "target": "wieght kg"}
    assert changed == [
        {"training": {"loss": "mse"}, "model": base["model"], "target": "wieght kg"},
        {**base, "trainig": {"loss": "mean_squared_error"}},
        {**base, "model": {"layers": [{"layer": "Dense", "units": 3}]}},
        {**base, "target": "weight kg"},
        None,
    ]
