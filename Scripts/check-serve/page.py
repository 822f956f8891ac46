#!/usr/bin/env python3
"""Uses the page of `gradus serve` as people do, in a headless Chromium, and looks at what it fetches, says and shows.

    Scripts/check-serve.sh page            installs what is needed, begins a server, runs this
    page.py ADDRESS FOLDER                 of a server that runs; screenshots go into the folder

Fails where the page asks anything of another origin, writes an error to its console, or does not show what it should.
"""
import json
import sys
import time
from urllib.parse import quote, urlsplit

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

ADDRESS, FOLDER = sys.argv[1].rstrip("/"), sys.argv[2]
failures = []


def check(holds, words):
    print(("ok    " if holds else "FAIL  ") + words)
    if not holds:
        failures.append(words)


def browser(width=1280, height=900, dark=False, touch=False):
    options = webdriver.ChromeOptions()
    for option in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
                   "--disable-component-update", f"--window-size={width},{height}"]:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch})
    return driver


def wait(driver, condition, words, seconds=20):
    try:
        WebDriverWait(driver, seconds, 0.05).until(lambda _: condition())
        check(True, words)
        return True
    except Exception as error:
        check(False, f"{words} ({type(error).__name__})")
        return False


def find(driver, selector):
    found = driver.find_elements(By.CSS_SELECTOR, selector)
    return found[0] if found else None


def text(driver, selector):
    return driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)


def shot(driver, name):
    driver.save_screenshot(f"{FOLDER}/{name}.png")


requests = []


def network(driver):
    """What was asked of whom since the last look, and what the console said."""
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            address = message["params"].get("request", message["params"])["url"]
            requests.append(address)
            scheme, host = urlsplit(address)[:2]
            if scheme not in ("data", "blob") and f"{scheme}://{host}" != ADDRESS:
                check(False, f"a request of another origin: {address}")
    for entry in driver.get_log("browser"):
        # A refused formula is an answer of the service, and browsers note its status.
        if entry["level"] == "SEVERE" and "status of 422" not in entry["message"]:
            check(False, f"the console: {entry['message']}")


def blackboard(driver):
    driver.get(f"{ADDRESS}/")
    box = find(driver, "textarea.formula")
    box.send_keys("1/2*norm2(X*w - y)^2")
    wait(driver, lambda: find(driver, ".typeset math"), "a formula is typeset as it is typed")
    wait(driver, lambda: "[m, n]" in text(driver, ".symbols"), "the shapes of its symbols are shown")
    find(driver, "#main input[type=text]").send_keys("w")
    box.send_keys(Keys.ENTER)
    wait(driver, lambda: "X" in text(driver, ".answer"), "Enter derives")
    check(find(driver, ".answer math") is not None, "the answer is MathML")
    check("agrees with" in text(driver, ".check"), "the check stands with it")
    check("f=" in driver.execute_script("return location.hash"), "what is asked stands in the address")
    shot(driver, "board")
    box.send_keys(Keys.END, " + (")
    wait(driver, lambda: find(driver, ".symbols .problem"), "what cannot be read is told while it is typed")
    network(driver)

    for question, values, expected in [
        ("solve", {"f": "P*x = a", "l": "P = [3 6; 2 4]\na = [1; 2/3]"}, "for every"),
        ("minimise", {"f": "x^2 - 3*x", "v": "x"}, "3"),
        ("convexity", {"f": "x*y", "v": "x,y"}, "not convex"),
        ("compute", {"f": "1/3 + 1/6"}, "1"),
        ("check", {"f": "x'*A*x", "v": "x", "a": "2*A*x"}, "Likely slip"),
        ("equal", {"f": "x'*A*x", "a": "x'*A'*x"}, "equal"),
        ("plot", {"f": "x^2 + x*y + 3*y^2"}, "ontour"),
    ]:
        query = "&".join(f"{key}={quote(value)}" for key, value in {"q": question, **values}.items())
        driver.get(f"{ADDRESS}/#/board?{query}")
        wait(driver, lambda: expected in text(driver, ".result"), f"{question} from an address")
        if question in ("check", "plot"):
            shot(driver, question)
        network(driver)
    driver.refresh()
    check(len(driver.find_elements(By.CSS_SELECTOR, ".past li")) >= 7, "the history survives a reload")


def stepwise(driver):
    driver.get(f"{ADDRESS}/#/board?q=derive&v=w&f=" + quote("sum(log(1 + exp(-y .* (X*w))))"))
    wait(driver, lambda: find(driver, ".working"), "a working")
    find(driver, "#stepwise").click()
    buttons = {button.text: button for button in driver.find_elements(By.CSS_SELECTOR, ".result .row button")}
    visible = lambda: [step for step in driver.find_elements(By.CSS_SELECTOR, ".working > li") if step.is_displayed()]
    check(not visible() and not find(driver, ".answer").is_displayed(), "step by step begins with nothing")
    buttons["Hint"].click()
    check(len(visible()) == 1 and not find(driver, ".working .display").is_displayed(), "a hint shows words alone")
    buttons["Next step"].click()
    check(find(driver, ".working .display").is_displayed(), "then the step")
    shot(driver, "stepwise")
    buttons["All steps"].click()
    check(find(driver, ".answer").is_displayed(), "and all of it")
    find(driver, "#stepwise").click()
    network(driver)
    # The browser asks before pages read the clipboard; what was written stands in the field too.
    for name, expected in [("LaTeX", "\\"), ("Swift", "*"), ("NumPy", "def "), ("Markdown", "$$")]:
        before = driver.execute_script("const out = document.querySelector('.copy'); out.value = ''; return true")
        [button for button in driver.find_elements(By.CSS_SELECTOR, ".copies button") if button.text == name][0].click()
        wait(driver, lambda: expected in driver.execute_script("return document.querySelector('.copy').value"), f"copy as {name}")
    network(driver)


def sheets(driver):
    driver.get(f"{ADDRESS}/#/sheet")
    inside = "document.querySelector('.paper').shadowRoot"
    shown = lambda: driver.execute_script(f"return {inside}?.textContent ?? ''")
    wait(driver, lambda: "minimum" in shown(), "a sheet is worked")
    wait(driver, lambda: driver.execute_script(f"return {inside}.querySelector('svg path') !== null"), "with its picture")
    shot(driver, "sheet")
    sheet = "# 1 Twenty\n\n" + "".join(f"{chr(97 + k)}) Find the derivative of x^{k + 2} + sin({k + 1} x).\n\n" for k in range(20))
    source = find(driver, ".source")
    driver.execute_script("arguments[0].value = arguments[1]", source, sheet)
    times = []
    for _ in range(7):
        began = driver.execute_script("""
            const [source, inside] = [document.querySelector('.source'), document.querySelector('.paper').shadowRoot];
            window.took = undefined;
            const began = performance.now();
            new MutationObserver((_, watch) => { window.took = performance.now() - began; watch.disconnect(); }).observe(inside, {childList: true});
            source.value += ' ';
            source.dispatchEvent(new Event('input'));
            return true""")
        WebDriverWait(driver, 20, 0.02).until(lambda d: d.execute_script("return window.took"))
        times.append(driver.execute_script("return window.took"))
    times.sort()
    print(f"      a sheet of twenty, from the last key to the page: median {times[3]:.0f} ms, of which 25 wait for further keys")
    hostile = ("# 2 Hostile\n\n<script>window.bad = 1</script> <img src=x onerror='window.bad = 2'> "
               "[link](javascript:window.bad=3) ![p](https://example.org/p.png)\n\na) compute 1 + 1\n")
    driver.execute_script("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))", source, hostile)
    wait(driver, lambda: "Hostile" in shown(), "a hostile sheet is shown")
    check(driver.execute_script("return window.bad") is None, "and none of it runs")
    check(driver.execute_script(f"return {inside}.querySelectorAll('script, img, [onerror]').length") == 0, "nor loads")
    network(driver)
    find(driver, "#student").click()
    wait(driver, lambda: driver.execute_script(f"return {inside}.querySelector('.box input') !== null"), "the student's view has boxes")
    for answer, expected in [("3", "Wrong"), ("2", "Right")]:
        driver.execute_script(f"""
            const input = {inside}.querySelector('.box input');
            input.value = arguments[0]; input.dispatchEvent(new Event('change'))""", answer)
        wait(driver, lambda: expected in driver.execute_script(f"return {inside}.querySelector('output').textContent"), f"{answer} is marked: {expected}")
    shot(driver, "student")
    network(driver)


def playground(driver):
    driver.get(f"{ADDRESS}/#/playground?d=xor&n=" + quote("dense 6, tanh") + "&r=0.1")
    wait(driver, lambda: find(driver, ".network line"), "a network is drawn")
    check(len(driver.find_elements(By.CSS_SELECTOR, ".network line")) == 2 * 6 + 6 * 2, "with a line for each weight")
    value = lambda name: driver.execute_script("""
        const names = [...document.querySelectorAll('.numbers dt')];
        return names.find((one) => one.textContent === arguments[0])?.nextSibling.textContent""", name)
    press = lambda name: [button for button in driver.find_elements(By.CSS_SELECTOR, ".middle button") if button.text == name][0].click()
    wait(driver, lambda: value("Step") == "0", "it begins at step 0")
    first = float(value("Loss"))
    press("One step")
    wait(driver, lambda: value("Step") == "1", "one step is one step")
    find(driver, ".stop input").send_keys("300")
    press("Play")
    wait(driver, lambda: value("Step") == "300", "play stops where it is told", 60)
    check(float(value("Loss")) < 0.5 * first, f"the loss has fallen from {first} to {value('Loss')}, right: {value('Right')}")
    check("t=300" in driver.execute_script("return location.hash"), "the step stands in the address")
    find(driver, ".network line").send_keys(Keys.ENTER)
    wait(driver, lambda: "∂L/∂w¹₁₁ = x₁ δ¹₁ =" in text(driver, ".rule"), "the chain rule behind a weight, with its numbers")
    shot(driver, "playground")
    lost = value("Loss")
    driver.refresh()
    wait(driver, lambda: value("Step") == "300", "a reload trains to the same step", 60)
    check(value("Loss") == lost, "and to the same loss")
    press("Back to the start")
    wait(driver, lambda: value("Step") == "0", "back to the start")
    driver.get(f"{ADDRESS}/#/playground?d=circle&o=" + quote("sgd") + "&r=1000&n=" + quote("dense 4, relu, dense 4, relu"))
    driver.refresh()
    wait(driver, lambda: value("Step") == "0", "another network")
    press("Play")
    wait(driver, lambda: find(driver, ".playground") and text(driver, ".problem") or value("Step") not in ("0", None), "a rate of 1000 is tried")
    network(driver)


def predictions(driver):
    driver.get(f"{ADDRESS}/#/predict")
    wait(driver, lambda: find(driver, "#main select"), "models are offered")
    Select(find(driver, "#main select")).select_by_visible_text("digits")
    canvas = find(driver, ".board-canvas")
    actions = webdriver.ActionChains(driver).move_to_element_with_offset(canvas, 0, -110).click_and_hold()
    for _ in range(11):
        actions.move_by_offset(0, 20)
    actions.release().perform()
    wait(driver, lambda: find(driver, ".bars tr"), "a drawing is told")
    wait(driver, lambda: len(driver.find_elements(By.CSS_SELECTOR, ".figures canvas")) == 3, "with the pixels that spoke for it")
    print("      " + text(driver, ".bars tr").replace("\n", " "))
    shot(driver, "predict")
    Select(find(driver, "#main select")).select_by_visible_text("penguins")
    for name, value in {"island": "Dream", "bill_length_mm": "40", "bill_depth_mm": "18", "flipper_length_mm": "190",
                        "body_mass_g": "3500", "sex": "male", "year": "2008"}.items():
        find(driver, f"[data-name='{name}']").send_keys(value)
    find(driver, ".row-form button").click()
    wait(driver, lambda: "Adelie" in text(driver, ".bars"), "a row of a table is told")
    network(driver)
    driver.get(f"{ADDRESS}/#/runs")
    wait(driver, lambda: find(driver, ".runs tbody tr"), "runs are listed")
    find(driver, ".runs th button").click()
    check(find(driver, ".runs th").get_attribute("aria-sort") in ("ascending", "descending"), "and sorted")
    find(driver, ".runs tbody input").click()
    wait(driver, lambda: find(driver, ".legend li"), "a run shows its curve")
    name = f"own-{int(time.time())}"
    find(driver, "details summary").click()
    driver.execute_script("document.querySelector('form input').value = arguments[0]", name)
    find(driver, "form input[type=number]").clear()
    find(driver, "form input[type=number]").send_keys("100000")
    find(driver, "form .go").click()
    wait(driver, lambda: f"{name} (digits): at work" in text(driver, ".trainings"), "a training begins")
    wait(driver, lambda: "running" in text(driver, ".runs"), "and is listed while it is at work")
    find(driver, ".trainings button").click()
    wait(driver, lambda: "stopped" in text(driver, ".trainings"), "it pauses")
    shot(driver, "runs")
    network(driver)


def accessibility(driver):
    """Every part that one can act on has a role and a name in Chromium's tree."""
    for room in ["board", "sheet", "playground", "predict", "runs"]:
        driver.get(f"{ADDRESS}/#/{room}")
        time.sleep(0.7)
        driver.execute_cdp_cmd("Accessibility.enable", {})
        nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        roles = {"button", "link", "textbox", "checkbox", "radio", "combobox", "searchbox", "spinbutton", "region", "radiogroup", "img"}
        named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored") and node.get("role", {}).get("value") in roles]
        nameless = [role for role, name in named if not name.strip()]
        check(named and not nameless, f"{room}: {len(named)} parts of the accessibility tree have names {nameless or ''}")
        headings = [node for node in nodes if node.get("role", {}).get("value") == "heading"]
        check(bool(headings), f"{room}: has a heading")


def keyboard(driver):
    driver.get(f"{ADDRESS}/#/board")
    driver.refresh()
    wait(driver, lambda: find(driver, "textarea.formula"), "the board is open")
    driver.execute_script("document.querySelector('.skip').focus()")
    check(find(driver, ".skip").rect["x"] >= 0, "the way past the navigation shows itself when it is reached")
    seen = []
    body = find(driver, "body")
    for _ in range(25):
        webdriver.ActionChains(driver).send_keys(Keys.TAB).perform()
        seen.append(driver.execute_script("return document.activeElement.className + ' ' + document.activeElement.textContent.slice(0, 20)"))
    check(any("formula" in one for one in seen) and any("Ask" in one for one in seen) and any("Derive" in one for one in seen),
          "Tab reaches the box, the questions and the button")
    body.send_keys(Keys.ESCAPE)


def views():
    for name, settings in {"dark": {"dark": True}, "phone": {"width": 390, "height": 844, "touch": True}}.items():
        driver = browser(**settings)
        driver.get(f"{ADDRESS}/#/board?q=derive&v=x&f=" + quote("x'*A*x + b'*x + c"))
        wait(driver, lambda: find(driver, ".answer math"), f"{name}: an answer")
        wide = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
        check(wide <= 0, f"{name}: nothing is wider than the window ({wide})")
        shot(driver, name)
        network(driver)
        driver.quit()


driver = browser()
try:
    for part in [blackboard, stepwise, sheets, playground, predictions, accessibility, keyboard]:
        print(part.__name__)
        part(driver)
finally:
    driver.quit()
views()
print(f"{len(requests)} requests, all of them of {ADDRESS}" if not any("another origin" in one for one in failures) else "requests went elsewhere")
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
